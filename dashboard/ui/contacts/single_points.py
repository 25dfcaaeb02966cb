"""Single points of failure: records that hang on one person who has left, one for many, or one who is not listed."""

import streamlit as st

from dashboard.reports import contacts
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.ui.components import charts, downloads, states, tables
from dashboard.ui.contacts import outcomes, record_view
from dashboard.ui.frame import page

ROWS = 200
LEFT = ("customer_name", "contact_count", "waiting_count", "age_calendar_seconds", "source")
SHARED = ("contact_person", "cell", "reach_kind", "customer_count", "only_count", "source")
WRITERS = ("customer_name", "cell", "contact_id", "ticket_count", "last_written_at", "source")


def show(chosen: Filter) -> None:
    """Three lists, the worst first; a record of the first and the last opens at the side."""
    masked = record_view.is_masked()
    left = page.load(contacts.only_person_left, chosen, ROWS, with_desk=True, of_tickets=False)
    writing = page.load(contacts.writers, chosen, ROWS, masked, with_desk=True, of_tickets=False)
    shared = page.load(contacts.shared_ways, chosen, ROWS, masked, of_tickets=False)
    rows = [_list(left, LEFT, chosen), _list(writing, WRITERS, chosen)]
    _list(shared, SHARED, chosen, is_pickable=False)
    record_view.follow(next((row for row in rows if row), None))


def _list(panel: Panel, columns: tuple[str, ...], chosen: Filter, is_pickable: bool = True) -> dict | None:
    with st.container(border=True, key=f"panel-{panel.key}", gap="xxsmall"):
        charts.heading(panel, chosen)
        if states.told(panel):
            return None
        row = tables.pick(panel, columns, rows_shown=8, is_pickable=is_pickable, choice=outcomes.choice())
        downloads.row(panel, chosen)
        return row
