"""The lists of one's own queue: each a table whose tickets can be chosen and recorded upon."""

from typing import Any

import streamlit as st

from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.reports.my_queue import MyQueueReport
from dashboard.ui.components import charts, downloads, states, tables
from dashboard.ui.tickets import marking, marks

WAITING = (
    "place", "number", "waiting_working_seconds", "holder", "marks", "customer_name", "subject", "last_words",
    "turn_rule", "department", "channel", "promised_at", "helpdesk_address", "source",
)  # fmt: skip
MARKED = (
    "number", "outcome", "moved_at", "customer_name", "subject", "flag_note", "last_words", "state", "turn",
    "flagged_at", "snoozed_until_day", "last_note", "department", "agent_name", "helpdesk_address", "source",
)  # fmt: skip
ROWS_SHOWN = {"my_order": 10}


def show(report: MyQueueReport, chosen: Filter) -> None:
    """What waits first, then what was recorded; below them the panel to act on the chosen tickets."""
    picked = _choose(report.order, WAITING, chosen)
    others = [
        (report.came_back_list, WAITING),
        (report.promised_list, WAITING),
        (report.snoozed_list, MARKED),
        (report.moved_list, MARKED),
        (report.flagged_list, MARKED),
    ]
    for panel, columns in others:
        if panel.state != "empty":
            picked += _choose(panel, columns, chosen)
    # What is empty takes one line together, not a box each.
    empty = [states.sentence(panel) or "" for panel, _ in others if panel.state == "empty"]
    if empty:
        st.caption(" ".join(empty))
    marking.panel(list({(one["source"], one["ticket_id"]): one for one in picked}.values()))


def _choose(panel: Panel, columns: tuple[str, ...], chosen: Filter) -> list[dict[str, Any]]:
    with st.container(border=True, key=f"panel-{panel.key}", gap="xxsmall"):
        charts.heading(panel, chosen)
        if states.told(panel):
            return []
        shown = marks.beside(panel)
        picked = tables.choose(shown, columns, f"{panel.key}.{marking.choice()}", ROWS_SHOWN.get(panel.key, 5))
        downloads.row(shown, chosen)
        return picked
