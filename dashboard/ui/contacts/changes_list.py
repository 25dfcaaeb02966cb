"""What was learned about contact records, as a list of changes to carry into the helpdesk."""

import streamlit as st

from dashboard import text
from dashboard.reports import contacts
from dashboard.reports.filters import Filter
from dashboard.ui.components import charts, downloads, states, switches, tables
from dashboard.ui.contacts import outcomes, record_view
from dashboard.ui.frame import page
from dashboard.ui.reader import data
from dashboard.ui.reader.language import current

STATES = ("open", "conflict", "carried", "dropped", "gone")
COLUMNS = (
    "customer_name", "contact_person", "reach_field", "seen_value", "new_value", "present_value", "change_state",
    "outcome", "note", "recorded_at", "actor", "source",
)  # fmt: skip
EXPORTED_AT_MOST = 1_000_000


def show(chosen: Filter) -> None:
    """The changes, conflicts first, and what was recorded last."""
    with st.container(border=True, key="panel-record_changes", gap="xxsmall"):
        heading = st.container()
        state = switches.narrow(
            "change_state", STATES, "ui.changes.state", lambda one: text.of("change_state", one, current())
        )
        about = (chosen, state)
        pager = f"pager.changes.{hash(about)}"
        _, listed = tables.page_of(
            pager,
            lambda offset: page.load(
                contacts.changes,
                *about,
                tables.ROWS_A_PAGE,
                offset,
                record_view.is_masked(),
                with_desk=True,
                of_tickets=False,
            ),
        )
        with heading:
            charts.heading(listed, chosen)
        if states.told(listed):
            record_view.follow(None)
        else:
            tables.pages_of(listed.n or 0, pager)
            row = tables.pick(listed, COLUMNS, rows_shown=12, is_pickable=True, choice=outcomes.choice())
            everything = (*about, EXPORTED_AT_MOST, 0, record_view.is_masked())
            downloads.row(listed, chosen, lambda: contacts.changes(data.store(), *everything))
            record_view.follow(row)
    outcomes.recent()
