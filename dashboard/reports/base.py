"""What every report is made of: numbers, panels, and the lists of tickets they lead to.

A part that fails carries its failure instead of a value: it is shown as failed, never as a zero.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from dashboard.errors import DashboardError


@dataclass(frozen=True)
class Link:
    """A list of tickets: a query file under ``queries/tickets`` and the parameters that narrow it.

    The page's filter is added by whoever follows the link. ``narrowed`` holds plain values that fit in a URL.
    """

    selection: str
    narrowed: Mapping[str, str | int | list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Number:
    """One number that decides something.

    ``unit``: tickets, percent (0-100), working_seconds or calendar_seconds. ``value`` is ``None`` where there is
    none (an empty denominator, "not reached"). ``n`` is the size of its population. ``before`` is the same
    number over the same weekdays before. ``trend`` is oldest first. ``absent`` names the capability that
    the chosen sources lack (``tickets``, ``messages``, …): then the number is "not in this source".
    """

    key: str
    unit: str
    query: str
    value: float | None = None
    n: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    target: float | None = None
    trend: tuple[float, ...] = ()
    link: Link | None = None
    absent: str | None = None
    error: DashboardError | None = None
    since: datetime | None = None
    ignores_period: bool = False
    is_quantile: bool = False
    """Without a value, though its population is not empty, it is not reached: an answer, not a gap."""


@dataclass(frozen=True)
class Panel:
    """A picture or a table: a frame, the query it came from, and where each of its rows leads.

    ``link`` turns a row (as a dict) into the list of tickets that the row counts; ``None`` = it counts none.
    """

    key: str
    query: str
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    n: int | None = None
    link: Callable[[dict[str, Any]], Link | None] | None = None
    absent: str | None = None
    error: DashboardError | None = None

    @property
    def state(self) -> str:
        """failed, absent, empty or loaded: what the screen shows in the panel's place."""
        if self.error:
            return "failed"
        if self.absent:
            return "absent"
        return "empty" if self.frame.empty else "loaded"


def has_failed(report: object) -> bool:
    """True where any part of a report (a dataclass of numbers and panels) carries a failure."""
    parts: list = []
    for value in vars(report).values():
        parts.extend(value if isinstance(value, tuple) else [value])
    return any(getattr(part, "error", None) for part in parts)
