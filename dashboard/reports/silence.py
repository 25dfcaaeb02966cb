"""How long open tickets have been silent: unknown where a source says neither who spoke nor what changed when."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dashboard.errors import DashboardError
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, Row

COUNTS = "stale/counts"
ABSENT = "status_history"
"""What to name where none of the open tickets can tell, though another source beside theirs could."""


def stalled(asked: Asked, turns: Sequence[str], before: Filter | None) -> Row:
    """What a number of stalled tickets is filled with; its n are the open tickets whose silence is known."""
    counts = of_turns(asked.frame(COUNTS), turns)
    if _is_unknown(counts):
        return {"absent": ABSENT}
    past = None if before is None else of_turns(asked.frame(COUNTS, before), turns)
    return {
        "value": int(counts["stalled_count"].sum()),
        "n": int(counts.loc[counts["band"].notna(), "open_count"].sum()),
        "before": None if past is None else int(past["stalled_count"].sum()),
    }


def if_known(asked: Asked, turns: Sequence[str], made: Panel) -> Panel:
    """The panel; instead of an empty one that nobody knows, where there are open tickets and none of them can tell."""
    if made.state != "empty":
        return made
    try:
        is_unknown = _is_unknown(of_turns(asked.frame(COUNTS), turns))
    except DashboardError as error:
        return replace(made, error=error)
    return replace(made, absent=ABSENT) if is_unknown else made


def of_turns(counts: pd.DataFrame, turns: Sequence[str]) -> pd.DataFrame:
    """The rows of the counts in which it is the turn of one of these."""
    return counts[counts["turn"].isin(turns)]


def unknown_count(counts: pd.DataFrame) -> int:
    """Open tickets whose silence nobody knows."""
    return int(counts.loc[counts["band"].isna(), "open_count"].sum())


def _is_unknown(counts: pd.DataFrame) -> bool:
    """True where there are open tickets, and nobody knows the silence of any."""
    return len(counts) > 0 and bool(counts["band"].isna().all())
