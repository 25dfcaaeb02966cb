"""What is loaded, how fresh it is, and what became of every row."""

from dataclasses import dataclass

import pandas as pd

from dashboard.reports import quality
from dashboard.reports.base import Link, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, Row, panel
from dashboard.store.engine import Store


@dataclass(frozen=True)
class DataReport:
    """The sources, their files row by row, what was kept aside or hidden, and the statuses met."""

    sources: Panel
    files: Panel
    rejects: Panel
    warnings: Panel
    hidden_secrets: Panel
    no_longer_kept: Panel
    statuses: Panel
    unknown_statuses: Panel
    quality: Panel
    quality_trend: Panel


def report(store: Store, _chosen: Filter) -> DataReport:
    """All parts of the data page; the page's filter does not apply to them."""
    asked = Asked(store, Filter())

    def table(key: str, query: str) -> Panel:
        return panel(asked, key, query, lambda: asked.frame(query), needs=None)

    return DataReport(
        sources=table("sources", "data/sources"),
        files=table("files", "data/files"),
        rejects=table("rejects", "data/rejects"),
        warnings=table("warnings", "data/warnings"),
        hidden_secrets=table("hidden_secrets", "data/hidden_secrets"),
        no_longer_kept=table("no_longer_kept", "data/no_longer_kept"),
        statuses=panel(asked, "statuses", "data/statuses", lambda: asked.frame("data/statuses"), link=_status_link),
        unknown_statuses=panel(asked, "unknown_statuses", "data/statuses", lambda: _unknown(asked), link=_status_link),
        quality=quality.checks(asked),
        quality_trend=quality.trend(asked),
    )


def rejected_rows(store: Store) -> pd.DataFrame:
    """Every row kept aside, whole; asked only by who downloads them."""
    return Asked(store, Filter()).frame("data/rejected_rows")


def _unknown(asked: Asked):
    found = asked.frame("data/statuses")
    return found[found["state"] == "unknown"].reset_index(drop=True)


def _status_link(row: Row) -> Link:
    return Link("tickets/now", {"raw_statuses": [row["raw_status"]], "sources": [row["source"]]})
