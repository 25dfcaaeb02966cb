"""How long open tickets have been silent: unknown where a source says neither who spoke nor what changed when."""

from collections.abc import Sequence

import pandas as pd

from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, Row

COUNTS = "stale/counts"
ABSENT = "status_history"
"""What to name where none of the open tickets can tell, though another source beside theirs could."""


def stalled(asked: Asked, turns: Sequence[str], before: Filter | None) -> Row:
    """What a number of stalled tickets is filled with; its n are the open tickets whose silence is known."""
    counts = of_turns(asked.frame(COUNTS), turns)
    known = counts[counts["band"].notna()]
    if known.empty and len(counts):
        return {"absent": ABSENT}
    past = None if before is None else of_turns(asked.frame(COUNTS, before), turns)
    return {
        "value": int(counts["stalled_count"].sum()),
        "n": int(known["open_count"].sum()),
        "before": None if past is None else int(past["stalled_count"].sum()),
    }


def of_turns(counts: pd.DataFrame, turns: Sequence[str]) -> pd.DataFrame:
    """The rows of the counts in which it is the turn of one of these."""
    return counts[counts["turn"].isin(turns)]


def unknown_count(counts: pd.DataFrame) -> int:
    """Open tickets whose silence nobody knows."""
    return int(counts.loc[counts["band"].isna(), "open_count"].sum())
