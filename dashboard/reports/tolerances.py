"""The thresholds in force behind each rule and duty: facts for the sentence that says them (``tolerance.<line>``)."""

from typing import Any

from pydantic import BaseModel

from dashboard.settings import Settings

Facts = dict[str, Any]


def of(settings: Settings) -> dict[str, Facts]:
    """Line → the numbers of its sentence."""
    conduct, order = settings.conduct, settings.order
    return {
        "duplicate-subject": _some(settings.duplicates, "within_days", "subject_percent"),
        "parallel-thread": {},
        "shouting": _some(conduct, "shouting_percent", "shouting_subject_letters", "shouting_body_letters"),
        "burst": _some(conduct, "burst_messages", "burst_minutes", "burst_repeats"),
        "wrong-channel": {"channels": tuple(conduct.wrong_channels)},
        "evidence-missing": {},
        "left-open": {"count": settings.stale.finished},
        "order": _some(order, "overtaken_minutes", "forgotten_days"),
        "answered": {},
        "promise": {"count": conduct.promise_days},
        "status": {"count": settings.stale.status_without_event},
        "evidence": {},
        "dialogue": {},
    }


def _some(section: BaseModel, *names: str) -> Facts:
    return {name: getattr(section, name) for name in names}
