"""The list of contact records to put in order, narrowed by severity, rule and waiting tickets."""

from dataclasses import replace

import streamlit as st

from dashboard import text
from dashboard.reports import contacts
from dashboard.reports.base import Panel
from dashboard.reports.contacts import Narrowed
from dashboard.reports.filters import Filter
from dashboard.reports.search import plain
from dashboard.ui.components import details, downloads, states, tables
from dashboard.ui.contacts import outcomes, record_view
from dashboard.ui.frame import page
from dashboard.ui.reader import address, data
from dashboard.ui.reader.language import current, say

SEVERITY, RULE, WAITING = "severity", "record_rule", "waiting"
COLUMNS = (
    "customer_name", "severity", "waiting_count", "age_calendar_seconds", "contact_count", "record_rules", "source",
)  # fmt: skip
EXPORTED_AT_MOST = 1_000_000


def show(chosen: Filter, rules: list[str]) -> None:
    """The records in the order of work; a picked row opens the record at the side."""
    with st.container(border=True, key="panel-records_list", gap="xxsmall"):
        heading = st.container()
        narrowed = _narrowed(rules)
        pager = f"pager.records.{hash((chosen, narrowed))}"
        about = (chosen, narrowed, tables.ROWS_A_PAGE)
        _, listed = tables.page_of(
            pager, lambda offset: page.load(contacts.listing, *about, offset, with_desk=True, of_tickets=False)
        )
        is_counted = listed.n is not None
        title = say("ui.records.title", count=listed.n) if is_counted else say("metric.records_list.title")
        with heading, st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.header(title, anchor=False, width="stretch")
            details.button(listed, chosen)
        if states.told(listed):
            record_view.follow(None)
            return
        tables.pages_of(listed.n or 0, pager)
        row = tables.pick(_in_words(listed), COLUMNS, rows_shown=12, is_pickable=True, choice=outcomes.choice())
        everything = (chosen, narrowed, EXPORTED_AT_MOST, 0)
        downloads.row(_in_words(listed), chosen, lambda: _in_words(contacts.listing(data.store(), *everything)))
    record_view.follow(row)


def _narrowed(rules: list[str]) -> Narrowed:
    """The controls above the list, each written to the address, but for the name: an address is no place for one."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = st.text_input(
            say("ui.records.name"),
            key="records.name",
            max_chars=80,
            placeholder=say("ui.records.name"),
            icon=":material/search:",
            label_visibility="collapsed",
            width=240,
        )
        severity = _choice(SEVERITY, ("unreachable", "at_risk"))
        rule = _choice(RULE, tuple(rules))
        st.session_state[WAITING] = bool(address.first(WAITING))
        waiting = st.toggle(
            say("ui.records.waiting"),
            key=WAITING,
            on_change=lambda: address.change({WAITING: "yes" if st.session_state[WAITING] else None}),
        )
    return Narrowed(severity, rule, waiting, plain(words) or None)


def _choice(name: str, offered: tuple[str, ...]) -> str | None:
    asked = address.first(name)
    st.session_state[name] = asked if asked in offered else None
    return st.selectbox(
        say(f"ui.records.{name}"),
        offered,
        key=name,
        index=None,
        format_func=lambda one: text.of(name, one, current()),
        placeholder=say(f"ui.records.{name}"),
        on_change=lambda: address.change({name: st.session_state[name]}),
        label_visibility="collapsed",
        width=260,
    )


def _in_words(listed: Panel) -> Panel:
    """The broken rules by their names."""
    return replace(listed, frame=listed.frame.assign(record_rules=listed.frame["record_rules"].map(record_view.named)))
