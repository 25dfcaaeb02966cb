"""The few kinds of failure a person can be told about.

An error carries a catalogue key and its facts, never a finished sentence: the front end that shows it
chooses the language (``text.explain``). What a message must say: what was expected, what came, where,
and what to do next.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Term:
    """A fact that the catalogues have a word for: the entry ``<prefix>.<name>``."""

    prefix: str
    name: str


class DashboardError(Exception):
    """A failure with a message for people: ``key`` names it in the catalogues, ``facts`` fill it."""

    def __init__(self, key: str, /, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts

    def __reduce__(self) -> tuple:
        return _again, (type(self), self.key, self.facts)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={fact!r}" for name, fact in self.facts.items())
        return f"{self.key}({told})"


def _again(kind: type[DashboardError], key: str, facts: dict) -> DashboardError:
    return kind(key, **facts)


class SettingsError(DashboardError):
    """A settings file that cannot be used."""


class SourceError(DashboardError):
    """An export, or the description of one, that cannot be read."""


class ImportRefused(DashboardError):
    """An import that was turned down as a whole; the data are as they were."""


class StoreError(DashboardError):
    """A warehouse or a desk that cannot be opened or asked."""


class QueryError(DashboardError):
    """A query file that is malformed, unknown, or was given a wrong parameter."""


class NotAllowed(DashboardError):
    """A role that lacks the permission for what was asked."""


class ActionRefused(DashboardError):
    """An action whose input does not hold."""


def told(error: DashboardError) -> dict[str, Any]:
    """The failure as plain values, for another process that says it in its own language."""
    facts = {name: _told_fact(fact) for name, fact in error.facts.items()}
    return {"kind": type(error).__name__, "key": error.key, "facts": facts}


def heard(said: Mapping[str, Any]) -> DashboardError:
    """The failure again, of its own class."""
    kinds = {kind.__name__: kind for kind in DashboardError.__subclasses__()}
    facts = {name: Term(*fact["term"]) if isinstance(fact, dict) else fact for name, fact in said["facts"].items()}
    return kinds.get(said["kind"], DashboardError)(said["key"], **facts)


def _told_fact(fact: object) -> Any:
    if isinstance(fact, Term):
        return {"term": [fact.prefix, fact.name]}
    if isinstance(fact, datetime):
        return fact.isoformat()
    return fact if isinstance(fact, str | int | float | bool | None) else str(fact)
