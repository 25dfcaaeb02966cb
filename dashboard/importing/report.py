"""What an import tells of itself: to people, to machines, and to the warehouse that keeps it."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from dashboard.errors import DashboardError


@dataclass(frozen=True)
class FileReport:
    """One raw file: read = used + repeated + superseded + rejected."""

    file: str
    raw_table: str
    read: int
    used: int
    repeated: int
    superseded: int
    rejected: int


@dataclass(frozen=True)
class RuleReport:
    """How many rows or cells broke a rule, and the first of them as (file, row, field)."""

    rule: str
    count: int
    examples: tuple[tuple[str, int, str | None], ...]


@dataclass(frozen=True)
class StatusReport:
    """A raw status that nothing maps, or one that should wait for the customer and seems not to."""

    raw_status: str
    ticket_count: int
    agent_spoke_last_count: int = 0
    spoken_count: int = 0


@dataclass(frozen=True)
class DateReport:
    """How a date column was read: ``order`` is iso, dmy or mdy."""

    raw_table: str
    column: str
    order: str
    has_offsets: bool
    first: str | None
    last: str | None
    unreadable: int


@dataclass(frozen=True)
class Report:
    """The report of an import, a check or a rebuild. ``stamp`` is empty where nothing was published."""

    source: str
    instance: str
    stamp: str = ""
    published: bool = False
    exported_at: str | None = None
    files: tuple[FileReport, ...] = ()
    not_mapped: tuple[str, ...] = ()
    rejected: tuple[RuleReport, ...] = ()
    warnings: tuple[RuleReport, ...] = ()
    unknown_statuses: tuple[StatusReport, ...] = ()
    doubtful_statuses: tuple[StatusReport, ...] = ()
    dates: tuple[DateReport, ...] = ()
    tickets_by_state: tuple[tuple[str, int], ...] = ()
    hidden_secrets: tuple[tuple[str, int], ...] = ()
    """Kind → how many secrets were hidden in texts."""
    forgotten: tuple[tuple[str, int], ...] = ()
    """What is no longer kept and was dropped now: tickets, comments, persons, rows_set_aside or mentions → how many."""
    is_partial: bool = False
    """Only what changed in a running helpdesk was read."""
    gone: tuple[tuple[str, int], ...] = ()
    """Raw table → rows that were deleted in the running helpdesk since the last reading."""
    dropped_demo: bool = False
    was_damaged: bool = False
    """The current data could not be read; ``started_from`` is the version that stood in for them, if any could."""
    started_from: str | None = None
    problems: tuple[DashboardError, ...] = ()

    def total(self, column: str) -> int:
        """The sum of a count over all files: read, used, repeated, superseded or rejected."""
        return sum(getattr(file, column) for file in self.files)

    def to_dict(self) -> dict:
        """Plain values, for JSON."""
        told = asdict(replace(self, problems=()))
        told["problems"] = [
            {"key": one.key, "facts": {k: str(v) for k, v in one.facts.items()}} for one in self.problems
        ]
        told["tickets_by_state"] = dict(self.tickets_by_state)
        told["forgotten"] = dict(self.forgotten)
        told["hidden_secrets"] = dict(self.hidden_secrets)
        told["gone"] = dict(self.gone)
        told["totals"] = {
            column: self.total(column) for column in ("read", "used", "repeated", "superseded", "rejected")
        }
        return told

    @classmethod
    def from_dict(cls, told: dict[str, Any], problems: tuple[DashboardError, ...] = ()) -> "Report":
        """The report again, out of what ``to_dict`` said of it; its problems are handed over by whoever kept them."""
        parts: dict[str, Any] = {one.name: told[one.name] for one in fields(cls) if one.name in told}
        for name, kind in _PARTS.items():
            parts[name] = tuple(kind(**one) for one in told[name])
        for name in ("rejected", "warnings"):
            parts[name] = tuple(
                RuleReport(one["rule"], one["count"], tuple(tuple(place) for place in one["examples"]))
                for one in told[name]
            )
        for name in ("tickets_by_state", "hidden_secrets"):
            parts[name] = tuple(told[name].items())
        return cls(**{**parts, "not_mapped": tuple(told["not_mapped"]), "problems": problems})


_PARTS = {
    "files": FileReport,
    "unknown_statuses": StatusReport,
    "doubtful_statuses": StatusReport,
    "dates": DateReport,
}
