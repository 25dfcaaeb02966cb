"""Customers who break the rules again and again, per 100 tickets; resellers write for many and stand apart."""

from dataclasses import dataclass

import pandas as pd

from dashboard.reports.base import Link, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import SHOWN_ROWS, Asked, Row, panel
from dashboard.store.engine import Store

QUERY = "rights/customers"
BY_RULE = {
    "duplicate-subject": "duplicate_count",
    "parallel-thread": "parallel_count",
    "shouting": "shouting_count",
    "burst": "burst_count",
    "wrong-channel": "channel_count",
    "evidence-missing": "evidence_count",
    "left-open": "left_open_count",
}
SMALL = 10


@dataclass(frozen=True)
class RepeatReport:
    """Both lists, the most rules per 100 tickets first."""

    customers: Panel
    resellers: Panel


def report(store: Store, chosen: Filter) -> RepeatReport:
    """Customers with enough tickets in the period to be told per 100."""
    asked = Asked(store, chosen)
    return RepeatReport(_list(asked, "repeat_customers", False), _list(asked, "repeat_resellers", True))


def _list(asked: Asked, key: str, is_reseller: bool) -> Panel:
    def rows() -> pd.DataFrame:
        found = asked.frame(QUERY)
        found = found[found["is_reseller"] == is_reseller].head(SHOWN_ROWS).reset_index(drop=True)
        per_hundred = 100 * found["hit_count"] / found["ticket_count"]
        return found.assign(hits_per_hundred=per_hundred, is_small=found["hit_count"] < SMALL)

    def link(row: Row) -> Link:
        return Link("tickets/rule_hits", {"sources": [row["source"]], "customers": [row["customer_id"]]})

    return panel(asked, key, QUERY, rows, link=link, needs="customers")
