"""How far the data can be trusted: what the checks of the last import found, and which pages that touches."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, panel
from dashboard.store.engine import Store

QUERY, TREND = "data/quality", "data/quality_trend"
TOLD = ("wrong", "doubtful")
"""What a page says of itself; what is merely good to know stands on the Data page."""


@dataclass(frozen=True)
class Finding:
    """One check that found more than it tolerates."""

    check_key: str
    severity: str
    source: str
    found_count: int
    checked_count: int


def checks(asked: Asked) -> Panel:
    """Every check with its counts, those that found something first."""
    return panel(asked, "quality", QUERY, lambda: asked.frame(QUERY), needs=None)


def trend(asked: Asked) -> Panel:
    """What the checks found from version to version; empty while there is one version alone."""
    return panel(asked, "quality_trend", TREND, lambda: _several(asked.frame(TREND)), needs=None)


def _several(rows: pd.DataFrame) -> pd.DataFrame:
    return rows if rows["stamp"].nunique() > 1 else rows.iloc[0:0]


def touching(store: Store, page: str) -> tuple[Finding, ...]:
    """What was found that concerns the numbers of a page, the worst first."""
    rows = Asked(store, Filter()).frame(QUERY).itertuples()
    return tuple(_finding(row) for row in rows if row.quality_severity in TOLD and page in row.touches.split())


def _finding(row: Any) -> Finding:
    return Finding(row.check_key, row.quality_severity, row.source, int(row.found_count), int(row.checked_count))
