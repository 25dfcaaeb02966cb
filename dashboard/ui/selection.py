"""A filter that selects no ticket at all: one sentence for the page, where zeros would look like good news."""

from typing import Any

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.reports.filters import Filter
from dashboard.ui import data
from dashboard.ui.filter_bar import WHOLE
from dashboard.ui.language import say

COUNTED = ("status/by_raw_status", "overview/counts", "queue/stock_daily")
"""The cheapest first, and mostly the only one asked: tickets at the moment looked at, then flows and stocks before."""


def stop_if_empty(chosen: Filter) -> None:
    """Where the filter selects nothing, say what to do about it and end the page below the filter bar."""
    if chosen == WHOLE:
        return
    try:
        empty = data.ask(is_empty, chosen)
    except DashboardError:
        return  # the page's own parts say what failed, each in its place
    if empty:
        st.info(say("ui.state.none_selected"), icon=":material/filter_alt_off:")
        st.stop()


def is_empty(store: Any, chosen: Filter) -> bool:
    """True where no query counts anything under the filter."""
    return not any(_counts_something(store, query, chosen) for query in COUNTED)


def _counts_something(store: Any, query: str, chosen: Filter) -> bool:
    frame = store.frame(query, chosen.params())
    return bool(frame.filter(regex="_count$").fillna(0).to_numpy().any())
