"""The audit as a list: the newest first, narrowed by person, kind of act, subject and days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, of_whole, panel
from dashboard.store.engine import Store

ROWS = "audit/rows"


@dataclass(frozen=True)
class Sought:
    """What is looked for; ``None``: anything. Days are local, both included."""

    person: str | None = None
    action: str | None = None
    words: str | None = None
    start: date | None = None
    end: date | None = None


def people(store: Store) -> list[str]:
    """Who stands in the audit."""
    return list(store.frame("audit/people")["actor"])


def listing(store: Store, sought: Sought, limit: int, offset: int = 0) -> Panel:
    """At most ``limit`` rows; ``n`` is the length of the whole list."""
    asked = Asked(store, Filter())
    params = {
        "person": sought.person,
        "audit_action": sought.action,
        "words": sought.words,
        "start_at": _midnight(store, sought.start, 0),
        "end_at": _midnight(store, sought.end, 1),
    }
    rows = panel(
        asked, "audit", ROWS, lambda: asked.frame(ROWS, **params, row_limit=limit, row_offset=offset), needs=None
    )
    return of_whole(rows)


def _midnight(store: Store, day: date | None, later: int) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=later), time.min, store.settings.zone)
