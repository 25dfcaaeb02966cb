"""The audit, searched: who did, looked at, exported or was refused what."""

from datetime import date

import streamlit as st

from dashboard import text
from dashboard.reports import audit
from dashboard.reports.audit import Sought
from dashboard.ui.components import charts, downloads, states, tables
from dashboard.ui.components.filter_bar import WHOLE
from dashboard.ui.frame import page
from dashboard.ui.reader import data
from dashboard.ui.reader.language import current, say
from dashboard.ui.wording import acts

KINDS = ("session", "access", "look", "export", "tickets", "contacts", "cases", "feedback", "data", "privacy")
"""Beginnings of the names of acts."""
COLUMNS = ("happened_at", "actor", "actor_role", "audit_action", "audit_subject", "audit_before", "audit_after")
NAMES = {"person": "actor", "kind": "audit_kind"}
"""Choice → where the catalogues hold the names of what it offers."""
EXPORTED_AT_MOST = 1_000_000


def show() -> None:
    """The controls, then the rows, the newest first."""
    with st.container(border=True, key="panel-audit", gap="xxsmall"):
        heading = st.container()
        sought = _sought()
        pager = f"pager.audit.{hash(sought)}"
        _, listed = tables.page_of(
            pager, lambda offset: audit.listing(data.store(), sought, tables.ROWS_A_PAGE, offset)
        )
        with heading:
            charts.heading(listed, WHOLE)
        if states.told(listed):
            return
        tables.pages_of(listed.n or 0, pager)
        tables.pick(listed, COLUMNS, rows_shown=15, is_pickable=False)
        if page.may("audit.export"):
            downloads.row(listed, WHOLE, lambda: audit.listing(data.store(), sought, EXPORTED_AT_MOST))


def _sought() -> Sought:
    # No address holds these: names and subjects of an audit are nobody's bookmark.
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        person = _choice("person", tuple(audit.people(data.store())))
        kind = _choice("kind", KINDS)
        words = st.text_input(
            say("ui.audit.words"),
            key="audit.words",
            max_chars=200,
            placeholder=say("ui.audit.words"),
            icon=":material/search:",
            label_visibility="collapsed",
            width=240,
        )
        days = st.date_input(
            say("ui.audit.days"),
            value=(),
            key="audit.days",
            format="DD/MM/YYYY",
            label_visibility="collapsed",
            width=240,
        )
    start, end = _span(days)
    return Sought(person, kind, acts.sought(words.strip(), current()) or None, start, end)


def _choice(name: str, offered: tuple[str, ...]) -> str | None:
    return st.selectbox(
        say(f"ui.audit.{name}"),
        offered,
        key=f"audit.{name}",
        index=None,
        format_func=lambda one: text.of(NAMES[name], one, current()),
        placeholder=say(f"ui.audit.{name}"),
        label_visibility="collapsed",
        width=220,
    )


def _span(days: tuple[date, ...]) -> tuple[date | None, date | None]:
    return (days[0], days[-1]) if days else (None, None)
