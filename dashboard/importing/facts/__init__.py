"""From canonical tables to facts, always whole; nothing in them depends on the moment looked at."""

from dashboard.importing.facts.building import build, check, fingerprint

__all__ = ["build", "check", "fingerprint"]
