"""What the current warehouse is: its stamp, its sources, and the period it covers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd

CAPABILITIES = (
    "tickets", "messages", "responses", "words", "status_history", "transfers", "feedback", "customers", "contacts",
)  # fmt: skip


@dataclass(frozen=True)
class SourceInfo:
    """One helpdesk in the warehouse, or a list of customers; ``has`` are the capabilities its data bring."""

    source: str
    kind: str
    imported_at: datetime
    exported_at: datetime
    is_live: bool
    is_demo: bool
    has: frozenset[str]


@dataclass(frozen=True)
class Info:
    """What is being served. ``first_day`` and ``last_day`` are local days of the data."""

    stamp: str
    is_demo: bool
    zone: ZoneInfo
    exported_at: datetime
    first_day: date
    last_day: date
    sources: tuple[SourceInfo, ...]

    @property
    def is_live(self) -> bool:
        """True where any source is judged at the real clock."""
        return any(source.is_live for source in self.sources)

    def lacks(self, capability: str, chosen: tuple[str, ...] = ()) -> bool:
        """True where none of the chosen sources (empty: of all) brings the capability."""
        return not any(capability in source.has for source in self.sources if not chosen or source.source in chosen)

    @classmethod
    def read(cls, stamp: str, is_demo: bool, rows: Callable[[str], pd.DataFrame]) -> "Info":
        """From the warehouse just attached; ``rows`` asks a query file without parameters."""
        extent = rows("data/extent").iloc[0]
        listed = rows("data/sources").to_dict("records")
        return cls(
            stamp=stamp,
            is_demo=is_demo,
            zone=ZoneInfo(extent["zone"]),
            exported_at=extent["exported_at"].to_pydatetime(),
            first_day=_day(extent["first_day"]),
            last_day=_day(extent["last_day"]),
            sources=tuple(_source(row) for row in listed),
        )


def _day(value: object) -> date:
    return pd.Timestamp(value).date()


def _source(row: dict) -> SourceInfo:
    return SourceInfo(
        source=row["source"],
        kind=row["kind"],
        imported_at=row["imported_at"].to_pydatetime(),
        exported_at=row["exported_at"].to_pydatetime(),
        is_live=bool(row["is_live"]),
        is_demo=bool(row["is_demo"]),
        has=frozenset(name for name in CAPABILITIES if row[f"has_{name}"]),
    )
