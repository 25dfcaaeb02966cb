"""The call list of the day: whom to call, through which numbers, and what to ask. It prints on one page."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import streamlit as st

from dashboard import clock
from dashboard.reports import contacts
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.ui.components import charts, downloads, paper, states, tables
from dashboard.ui.contacts import outcomes, record_view
from dashboard.ui.frame import page
from dashboard.ui.reader import data
from dashboard.ui.reader.language import say

SHOWN = ("place", "customer_name", "severity", "contact_person", "ways", "questions", "waiting_count", "source")
PRINTED = ("place", "customer_name", "contact_person", "ways", "questions", "waiting_count", "call_outcome")


def show(chosen: Filter) -> None:
    """The list to work through; a picked row opens the record, where the outcome is recorded."""
    settings = data.store().settings.contacts
    about = (chosen, _since(settings.call_again_days), settings.calls_a_day, record_view.is_masked())
    listed = page.load(contacts.calls, *about, with_desk=True, of_tickets=False)
    with st.container(border=True, key="panel-call_list", gap="xxsmall"):
        charts.heading(listed, chosen)
        if states.told(listed):
            record_view.follow(None)
            return
        st.caption(say("ui.calls.how", days=settings.call_again_days))
        worded = _in_words(listed)
        with st.container(key="on-screen-only"):
            row = tables.pick(worded, SHOWN, rows_shown=20, is_pickable=True, choice=outcomes.choice())
        with st.container(key="on-paper-only"):
            st.html(paper.table(replace(worded, frame=worded.frame.assign(call_outcome="")), PRINTED))
        downloads.row(worded, chosen)
    record_view.follow(row)


def _since(days: int) -> datetime:
    """Cut to the hour, so that what was asked a moment ago is remembered."""
    return clock.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=days)


def _ways(row: Any) -> str:
    """The numbers and addresses; where no number is among them, where to ask for one."""
    if row.has_phone:
        return row.ways
    number = row.waiting_number if isinstance(row.waiting_number, str) else ""
    ask = say("ui.calls.ask_in_ticket", number=number) if number else say("ui.calls.ask_in_next")
    return " · ".join(part for part in (ask, row.ways) if part)


def _in_words(listed: Panel) -> Panel:
    """With the questions to ask, the text to send, and what to do where there is no number."""
    rows = listed.frame
    return replace(
        listed,
        frame=rows.assign(
            ways=[_ways(row) for row in rows.itertuples()],
            questions=[" ".join(record_view.questions(rules.split(","))) for rules in rows["record_rules"]],
            record_rules=rows["record_rules"].map(record_view.named),
            friendly_text=rows["contact_person"].map(record_view.letter),
        ),
    )
