"""A first draft of a source: what is read from where, and what is left for the person to decide."""

from dataclasses import dataclass, field

from dashboard.importing.drafting.profile import Column
from dashboard.importing.drafting.reading import Table
from dashboard.importing.drafting.roles import DATES
from dashboard.importing.drafting.states import FINISHED

NEEDED = ("ticket_id", "raw_status", "opened_at")
PEOPLE = ("agent_id", "customer_id")
Note = tuple[str, dict[str, object]]


@dataclass
class Draft:
    """A source of tickets in the making. ``reads`` maps canonical columns to raw ones, ``times`` a column of days to
    the column of their times."""

    table: Table
    reads: dict[str, Column] = field(default_factory=dict)
    states: dict[str, str | None] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    only_finished: set[str] = field(default_factory=set)
    nobody: list[str] = field(default_factory=list)
    scale: str = ""
    notes: list[Note] = field(default_factory=list)

    @property
    def going(self) -> list[str]:
        """Statuses that are known not to be an end; of one left open nobody knows."""
        return [word for word, state in self.states.items() if state and state not in FINISHED]

    @property
    def unread(self) -> list[str]:
        """Columns with something in them that play no part."""
        read = {column.name for column in self.reads.values()} | set(self.times.values())
        return [column.name for column in self.table.columns if column.filled and column.name not in read]

    @property
    def has_others(self) -> bool:
        """True where other files stand beside the tickets."""
        return any(key == "other_file" for key, _ in self.notes)

    @property
    def missing(self) -> list[str]:
        """Words for "no value" that stand where a date, an id or a person should."""
        strict = [self.reads[role] for role in (*DATES, "ticket_id", *PEOPLE) if role in self.reads]
        shared = [column.missing for column in self.table.columns]
        met = {word for column in strict for word in column.missing}
        return sorted(met | {word for words in shared for word in words if sum(word in one for one in shared) > 1})

    @property
    def is_whole(self) -> bool:
        """True where nothing an import needs is missing."""
        return all(role in self.reads for role in NEEDED) and self.reads["opened_at"].order in ("iso", "dmy", "mdy")
