"""A filter that selects no ticket at all: one sentence for the page, where zeros would look like good news."""

from typing import Any

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.reports.filters import Filter
from dashboard.ui.components.filter_bar import WHOLE
from dashboard.ui.reader import data
from dashboard.ui.reader.language import say


def stop_if_empty(chosen: Filter) -> None:
    """Where the filter selects nothing, say what to do about it and end the page below the filter bar."""
    if chosen == WHOLE or data.store().info.lacks("tickets", chosen.sources):
        return  # nothing narrows, or no filter could help: the page's own parts say what is not in this source
    try:
        empty = data.ask(is_empty, chosen)
    except DashboardError:
        return  # the page's own parts say what failed, each in its place
    if empty:
        st.info(say("ui.state.none_selected"), icon=":material/filter_alt_off:")
        st.stop()


def is_empty(store: Any, chosen: Filter) -> bool:
    """True where no ticket matches the filter."""
    return not store.frame("data/any_ticket", chosen.params())["has_tickets"].all()
