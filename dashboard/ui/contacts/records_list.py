"""The list of contact records to put in order, narrowed by severity, rule and waiting tickets."""

from dataclasses import replace

import streamlit as st

from dashboard import text
from dashboard.reports import contacts
from dashboard.reports.base import Panel
from dashboard.reports.contacts import Narrowed
from dashboard.reports.filters import Filter
from dashboard.reports.search import plain
from dashboard.ui.components import details, downloads, states, switches, tables
from dashboard.ui.contacts import outcomes, record_view
from dashboard.ui.frame import page
from dashboard.ui.reader import data
from dashboard.ui.reader.language import current, say

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
        severity = _narrow("severity", ("unreachable", "at_risk"))
        rule = _narrow("record_rule", tuple(rules))
        waiting = switches.toggle("waiting", "ui.records.waiting")
    return Narrowed(severity, rule, waiting, plain(words) or None)


def _narrow(name: str, offered: tuple[str, ...]) -> str | None:
    return switches.narrow(name, offered, f"ui.records.{name}", lambda one: text.of(name, one, current()))


def _in_words(listed: Panel) -> Panel:
    """The broken rules by their names."""
    return replace(listed, frame=listed.frame.assign(record_rules=listed.frame["record_rules"].map(record_view.named)))
