"""The statuses: where all tickets stand, for how long, and where status and history disagree."""

from dataclasses import dataclass

import pandas as pd

from dashboard.reports.base import Link, Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import HISTORY, TICKETS, Asked, Row, none_if_missing, number, panel
from dashboard.reports.queue import period, standing
from dashboard.store.engine import Store

QUERIES = (
    "status/time_in_state",
    "status/by_state",
    "status/by_raw_status",
    "overview/counts",
    "status/daily_by_state",
    "status/contradictions",
    "status/excluded",
)
OPEN_STATES = ("new", "in_analysis", "in_progress", "waiting_customer", "on_hold", "unknown")


@dataclass(frozen=True)
class StatusReport:
    """Stocks by state and raw status, their history, and what does not add up."""

    open: Number
    unknown: Number
    undated: Number
    excluded: Number
    by_state: Panel
    by_raw_status: Panel
    over_time: Panel
    time_in_state: Panel
    contradictions: Panel
    excluded_reasons: Panel


def report(store: Store, chosen: Filter) -> StatusReport:
    """All parts of the status page under a filter."""
    asked = Asked(store, chosen)
    asked.ahead(QUERIES)
    return StatusReport(
        open=_from_counts(asked, "open", "open_count", {"open_only": "true"}),
        unknown=_from_counts(asked, "unknown", "unknown_count", {"states": ["unknown"]}),
        undated=_from_counts(asked, "undated", "undated_count", {"reason": "undated"}),
        excluded=_from_counts(asked, "excluded", "excluded_count", {"reason": "excluded"}),
        by_state=_by_state(asked),
        by_raw_status=_by_raw_status(asked),
        over_time=_over_time(asked),
        time_in_state=_time_in_state(asked),
        contradictions=_contradictions(asked),
        excluded_reasons=_excluded_reasons(asked),
    )


def _all_tickets(asked: Asked) -> int:
    return int(asked.frame("status/by_state")["ticket_count"].sum())


def _from_counts(asked: Asked, key: str, column: str, narrowed: Row) -> Number:
    base = Number(key, "tickets", "overview/counts", link=Link("tickets/now", narrowed))
    return number(
        asked, base, TICKETS, lambda: {"value": asked.row("overview/counts")[column], "n": _all_tickets(asked)}
    )


def _by_state(asked: Asked) -> Panel:
    """The open states in the order of a ticket's life; the others stand in the table by raw status."""

    def rows() -> pd.DataFrame:
        states = asked.frame("status/by_state")
        place = {state: number for number, state in enumerate(OPEN_STATES)}
        is_open = states["state"].isin(OPEN_STATES)
        return states[is_open].sort_values("state", key=lambda names: names.map(place), ignore_index=True)

    def link(row: Row) -> Link:
        return Link("tickets/now", {"states": [str(row["state"])]})

    return panel(asked, "by_state", "status/by_state", rows, "ticket_count", link)


def _by_raw_status(asked: Asked) -> Panel:
    def link(row: Row) -> Link:
        word = none_if_missing(row["raw_status"])
        where: Row = {"no_raw_status": "true"} if word is None else {"raw_statuses": [word]}
        return Link("tickets/now", {"states": [str(row["state"])], **where})

    return panel(
        asked,
        "by_raw_status",
        "status/by_raw_status",
        lambda: asked.frame("status/by_raw_status"),
        "ticket_count",
        link,
    )


def _over_time(asked: Asked) -> Panel:
    def rows() -> pd.DataFrame:
        start, end = period(asked)
        return standing(asked.frame("status/daily_by_state"), "state", "state_change", "ticket_count", start, end)

    return panel(asked, "states_over_time", "status/daily_by_state", rows, "ticket_count", needs="status_history")


def _time_in_state(asked: Asked) -> Panel:
    return panel(
        asked,
        "time_in_state",
        "status/time_in_state",
        lambda: asked.frame("status/time_in_state"),
        "spell_count",
        needs="status_history",
    )


def _contradictions(asked: Asked) -> Panel:
    def link(row: Row) -> Link:
        return Link("tickets/now", {"contradiction": str(row["contradiction"])})

    return panel(
        asked,
        "contradictions",
        "status/contradictions",
        lambda: asked.frame("status/contradictions"),
        "ticket_count",
        link,
        needs=HISTORY,
    )


def _excluded_reasons(asked: Asked) -> Panel:
    def link(row: Row) -> Link:
        return Link("tickets/now", {"reason": str(row["reason"])})

    return panel(
        asked, "excluded_reasons", "status/excluded", lambda: asked.frame("status/excluded"), "ticket_count", link
    )
