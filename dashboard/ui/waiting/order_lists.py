"""The lists of the queue page: who is next, how long a place takes, who was overtaken or forgotten."""

import streamlit as st

from dashboard.reports.order import OrderReport
from dashboard.ui.reader import data
from dashboard.ui.reader.language import say

QUEUE = (
    "place",
    "number",
    "waiting_working_seconds",
    "expected_working_seconds",
    "expected_high_working_seconds",
    "subject",
    "customer_name",
    "department",
    "department_place",
    "channel",
    "agent_name",
    "waiting_since_at",
    "turn_rule",
)
EXPECTED = (
    "department",
    "place",
    "expected_working_seconds",
    "expected_low_working_seconds",
    "expected_high_working_seconds",
    "expected_note",
    "coverage_percent",
    "tested_count",
)
_TICKET = ("subject", "customer_name", "department", "waiting_since_at")
OVERTAKEN = (
    "overtaker_count",
    "number",
    "waited_working_seconds",
    "is_waiting",
    "overtaken_reason",
    "reason_agent_name",
    "reason_at",
    "overtaker_number",
    *_TICKET,
)
FORGOTTEN = ("waited_working_seconds", "number", "is_waiting", *_TICKET)
FEW = 10
"""Fewer waits than this say little about an order."""


def basis(report: OrderReport) -> None:
    """By how much a younger wait may be first, what is left out, and that few waits say little."""
    chosen = data.store().settings.order
    st.caption(say("ui.order.basis", minutes=chosen.overtaken_minutes, days=chosen.forgotten_days))
    judged = report.never_overtaken.denominator
    if judged and judged < FEW:
        st.info(say("ui.order.few", count=judged), icon=":material/info:")
