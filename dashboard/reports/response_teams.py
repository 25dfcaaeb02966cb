"""A table per department, customer or agent: what is open and waits, what was answered, and what they say of it.

Nobody is ranked: agents stand in alphabetical order, few are said to be few, and who may not see everybody's asks
with the one agent that they are.
"""

from dataclasses import dataclass

import pandas as pd

from dashboard.reports.base import Link, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, Row, none_if_missing, panel
from dashboard.reports.search import plain
from dashboard.store.engine import Store

TEAMS = "response/teams"
DIMENSIONS = ("department", "customer", "agent")
SMALL = 10
_FILTERS = {"department": "departments", "customer": "customers", "agent": "agents"}


@dataclass(frozen=True)
class TeamsReport:
    """One table."""

    teams: Panel


def report(store: Store, chosen: Filter, dimension: str, only: tuple[str, str] | None) -> TeamsReport:
    """The table by one of ``DIMENSIONS``; ``only`` is the helpdesk and id of the one agent to show."""
    asked = Asked(store, chosen)
    narrowed = dict(zip(("only_source", "only_key"), only, strict=True)) if only else {}

    def rows() -> pd.DataFrame:
        found = asked.frame(TEAMS, dimension=dimension, **narrowed)
        found = found.assign(
            dimension=dimension,
            csat_percent=(100 * found["satisfied_count"] / found["rated_count"].where(found["rated_count"] > 0)),
            is_few_answered=found["answered_count"] < SMALL,
            is_few_rated=found["rated_count"].between(1, SMALL - 1),
        )
        if dimension != "agent":
            return found
        names = found["group_name"].fillna("~").map(plain)
        return found.assign(order=names).sort_values("order", ignore_index=True).drop(columns="order")

    return TeamsReport(panel(asked, "team_table", TEAMS, rows, link=lambda row: _link(dimension, row)))


def _link(dimension: str, row: Row) -> Link | None:
    """What is open there; of those in no group there is no list."""
    key, source = none_if_missing(row["group_key"]), none_if_missing(row["group_source"])
    if not key:
        return None
    where: Row = {_FILTERS[dimension]: [key]} | ({"sources": [source]} if source else {})
    return Link("tickets/now", {**where, "open_only": "true"})
