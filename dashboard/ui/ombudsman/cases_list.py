"""The ombudsman's cases in the order of work, the denúncias of whoever holds them apart from the others."""

import streamlit as st

from dashboard.reports import ombudsman
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.ui.components import charts, downloads, states, switches, tables
from dashboard.ui.frame import page
from dashboard.ui.ombudsman import case_acts, case_opening, case_view
from dashboard.ui.reader import data
from dashboard.ui.reader.language import say

KEPTS = ("open", "closed")
OPEN_COLUMNS = (
    "protocol", "is_overdue", "due_day", "case_type", "case_state", "case_area", "area_due_day", "is_area_late",
    "customer_name", "open_calendar_seconds", "is_new", "case_channel", "case_holder",
)  # fmt: skip
CLOSED_COLUMNS = (
    "protocol", "case_type", "case_state", "concluded_day", "case_finding", "case_outcome", "case_area",
    "recommendation_open_count", "customer_name", "received_day", "case_channel", "case_holder",
)  # fmt: skip
DENUNCIATIONS_SHOWN = 1000
EXPORTED_AT_MOST = 1_000_000


def views() -> tuple[str, ...]:
    """The page's views for this role: whoever may read cases works on them, the others see the figures."""
    figures = ("figures", "recommendations")
    return ("cases", "to_read", *figures, "praises") if page.may(case_acts.READ) else figures


def show(chosen: Filter) -> None:
    """The lists; a picked row opens the case at the side."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        is_open = _is_open()
        # A name is nothing for the address.
        term = st.text_input(
            say("ui.cases.search"),
            key="cases.search",
            max_chars=80,
            placeholder=say("ui.cases.search"),
            icon=":material/search:",
            label_visibility="collapsed",
            width=240,
        )
        case_opening.button(case_opening.Start(case_opening.BY_HAND))
    columns = OPEN_COLUMNS if is_open else CLOSED_COLUMNS
    about = (case_acts.reader(), case_acts.today(), is_open, term)
    if page.may(case_acts.DENUNCIATIONS):
        _denunciations(about, columns)
    _cases(about, columns, chosen)


def _cases(about: tuple, columns: tuple[str, ...], chosen: Filter) -> None:
    pager = f"pager.cases.{hash(about[2:])}"
    listed = tables.page_of(
        pager,
        lambda offset: data.ask(ombudsman.listing, *about, tables.ROWS_A_PAGE, offset, with_desk=True),
    )[1]
    with st.container(border=True, key="panel-cases_list", gap="xxsmall"):
        charts.heading(listed, chosen)
        if states.told(listed):
            case_view.follow("cases", None)
            return
        tables.pages_of(listed.n or 0, pager)
        row = tables.pick(listed, columns, rows_shown=15, is_pickable=True, choice=case_acts.choice())
        downloads.row(listed, chosen, lambda: ombudsman.listing(data.store(), *about, EXPORTED_AT_MOST, 0))
    case_view.follow("cases", row)


def _denunciations(about: tuple, columns: tuple[str, ...]) -> None:
    """Without a way to take them out: no export and no rows behind a button."""
    listed: Panel = data.ask(ombudsman.denunciations, *about, DENUNCIATIONS_SHOWN, with_desk=True)
    if listed.state == "empty":
        case_view.follow("denunciations", None)
        return
    with st.container(border=True, key="panel-denunciations_list", gap="xxsmall"):
        st.header(say("metric.denunciations_list.title"), anchor=False)
        st.caption(say("metric.denunciations_list.subtitle"))
        if states.told(listed):
            return
        row = tables.pick(listed, columns, rows_shown=8, is_pickable=True, choice=case_acts.choice())
    case_view.follow("denunciations", row)


def _is_open() -> bool:
    return switches.show("kept", KEPTS, "ui.cases.kept", lambda one: say(f"ui.cases.{one}")) == KEPTS[0]
