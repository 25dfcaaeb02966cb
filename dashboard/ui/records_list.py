"""The list of contact records to put in order, narrowed by rule, and one record at the side."""

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import text
from dashboard.reports import contacts
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.ui import address, data, details, downloads, formats, page, paper, plain, states, tables
from dashboard.ui.language import current, say
from dashboard.ui.manner import manner

SEVERITY, RULE, WAITING = "severity", "record_rule", "waiting"
COLUMNS = ("customer_name", "severity", "record_rules", "waiting_count", "contact_count", "confirmed_at", "source")
PERSONS = ("contact_person", "contact_role", "has_left", "cell", "reach_kind", "understood", "reach_reason")
EXPORTED_AT_MOST = 1_000_000


def show(chosen: Filter, rules: list[str]) -> None:
    """The records in the order of work; a picked row opens the record at the side."""
    with st.container(border=True, key="panel-records_list", gap="xxsmall"):
        heading = st.container()
        narrowed = _narrowed(rules)
        pager = f"pager.records.{hash((chosen, narrowed))}"
        about = (chosen, *narrowed, tables.ROWS_A_PAGE)
        _, listed = tables.page_of(pager, lambda offset: page.load(_listing, *about, offset))
        is_counted = listed.n is not None
        title = say("ui.records.title", count=listed.n) if is_counted else say("metric.records_list.title")
        with heading, st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.header(title, anchor=False, width="stretch")
            details.button(listed, chosen)
        if states.told(listed):
            return
        tables.pages_of(listed.n or 0, pager)
        row = tables.pick(_in_words(listed), COLUMNS, rows_shown=12, is_pickable=True)
        everything = (chosen, *narrowed, EXPORTED_AT_MOST, 0)
        downloads.row(_in_words(listed), chosen, lambda: _in_words(_listing(data.store(), *everything)))
    if row:
        _open(row)
    else:
        st.session_state.pop("records.shown", None)


def _listing(store: Any, *about: Any) -> Panel:
    return contacts.listing(store, *about)


def _narrowed(rules: list[str]) -> tuple[str | None, str | None, bool]:
    """The controls above the list, each written to the address."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        severity = _choice(SEVERITY, ("unreachable", "at_risk"), "severity")
        rule = _choice(RULE, tuple(rules), "record_rule")
        st.session_state[WAITING] = bool(address.first(WAITING))
        waiting = st.toggle(
            say("ui.records.waiting"),
            key=WAITING,
            on_change=lambda: address.change({WAITING: "yes" if st.session_state[WAITING] else None}),
        )
    return severity, rule, waiting


def _choice(name: str, offered: tuple[str, ...], prefix: str) -> str | None:
    asked = address.first(name)
    st.session_state[name] = asked if asked in offered else None
    return st.selectbox(
        say(f"ui.records.{name}"),
        offered,
        key=name,
        index=None,
        format_func=lambda one: text.of(prefix, one, current()),
        placeholder=say(f"ui.records.{name}"),
        on_change=lambda: address.change({name: st.session_state[name]}),
        label_visibility="collapsed",
        width=260,
    )


def _in_words(listed: Panel) -> Panel:
    """The broken rules by their names."""
    named = [
        ", ".join(text.of("record_rule", rule, current()) for rule in rules.split(","))
        for rules in listed.frame["record_rules"]
    ]
    return replace(listed, frame=listed.frame.assign(record_rules=named))


def _open(row: dict[str, Any]) -> None:
    shown = (row["source"], row["customer_id"])
    if st.session_state.get("records.shown") != shown:
        st.session_state["records.shown"] = shown
        _record(row)


@st.dialog(" ", position="right", width="medium")
def _record(row: dict[str, Any]) -> None:
    st.header(plain.markdown(row["customer_name"] or row["customer_id"]), anchor=False)
    st.text(f"{formats.cell('severity', manner())(row['severity'])}: {row['record_rules']}")
    panel = contacts.persons(data.store(), row["source"], row["customer_id"])
    if not states.told(panel):
        st.html(paper.table(panel, PERSONS))
