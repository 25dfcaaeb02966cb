"""What customers wrote with their ratings: searched, the newest or the worst first, each leading to its ticket."""

from dataclasses import replace

import streamlit as st

from dashboard.reports import satisfaction
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.ui.components import details, downloads, links, states, tables
from dashboard.ui.feedback import comment_order, rating_groups, readings
from dashboard.ui.frame import page
from dashboard.ui.ombudsman import case_acts
from dashboard.ui.reader import address, data
from dashboard.ui.reader.language import say

WORDS = "words"
COLUMNS = (
    "raw_score", "comment", "said_at", "number", "customer_name", "subject", "department", "channel", "category",
    "agent_name", "scale", "is_dated", "source",
)  # fmt: skip
EXPORTED_AT_MOST = 1_000_000


def show(chosen: Filter) -> None:
    """The comments, a page at a time; the export holds all of them.

    A picked row leads to its ticket; for whoever handles cases it opens the comment, to be made a case or read.
    """
    case_acts.tell()
    with st.container(border=True, key="panel-comments", gap="xxsmall"):
        heading = st.container()
        words, order = _controls()
        about = (chosen, words, order == "worst")
        pager = f"pager.comments.{hash(about)}"
        listed = tables.page_of(
            pager, lambda offset: page.load(satisfaction.listing, *about, tables.ROWS_A_PAGE, offset)
        )[1]
        with heading, st.container(horizontal=True, vertical_alignment="center", gap="small"):
            is_counted = listed.n is not None
            title = say("ui.satisfaction.comments", count=listed.n) if is_counted else say("metric.comments.title")
            st.header(title, anchor=False, width="stretch")
            details.button(listed, chosen)
        if states.told(listed):
            readings.follow(None)
            return
        tables.pages_of(listed.n or 0, pager)
        nameless, everything = rating_groups.nameless(), (*about, EXPORTED_AT_MOST, 0)
        shown = _readable(nameless(listed))
        row = tables.pick(shown, COLUMNS, rows_shown=12, is_pickable=True, choice=case_acts.choice())
        downloads.row(listed, chosen, lambda: _readable(nameless(satisfaction.listing(data.store(), *everything))))
    if page.may(case_acts.HANDLE):
        readings.follow(row)
    elif row and row["ticket_id"]:
        links.open_ticket(row)


def _controls() -> tuple[str, str]:
    """The search, and the order, which is written to the address: words may be a name."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.session_state[WORDS] = address.typed(WORDS)
        st.text_input(
            say("ui.satisfaction.search"),
            key=WORDS,
            type="search",
            max_chars=80,
            placeholder=say("ui.satisfaction.search"),
            on_change=lambda: address.keep_typed(WORDS, st.session_state[WORDS]),
            label_visibility="collapsed",
            width=320,
        )
        order = comment_order.choose()
    return address.typed(WORDS), order


def _readable(listed: Panel) -> Panel:
    """Dates are doubted where one is missing."""
    frame = listed.frame
    if "is_dated" in frame and frame["is_dated"].all():
        frame = frame.drop(columns="is_dated")
    return replace(listed, frame=frame)
