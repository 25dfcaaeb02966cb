"""Customers who break the rules again and again: to talk to, not to punish."""

from dataclasses import replace

import streamlit as st

from dashboard.reports import repeat_customers
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.ui.components import tables
from dashboard.ui.frame import page
from dashboard.ui.reader import data
from dashboard.ui.reader.language import say

COLUMNS = (
    "customer_name", "hits_per_hundred", "hit_count", "ticket_count", "duplicate_count", "parallel_count",
    "shouting_count", "burst_count", "channel_count", "evidence_count", "left_open_count", "source",
)  # fmt: skip


def show(chosen: Filter) -> None:
    """Both lists; a row leads to the tickets of the customer."""
    report = page.load(repeat_customers.report, chosen)
    st.caption(say("ui.rights.teach", count=data.store().settings.rights.least_tickets))
    for panel in (report.customers, report.resellers):
        tables.show(_worded(panel), COLUMNS, chosen, rows_shown=12)


def _worded(panel: Panel) -> Panel:
    """A customer with few hits is said to have few."""
    if panel.state != "loaded":
        return panel
    few, rows = say("ui.rights.few_hits"), panel.frame
    named = rows["customer_name"].astype(object).where(rows["customer_name"].notna(), rows["customer_id"])
    said = [f"{name} · {few}" if small else name for name, small in zip(named, rows["is_small"], strict=True)]
    return replace(panel, frame=rows.assign(customer_name=said))
