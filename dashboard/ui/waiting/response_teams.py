"""The table per department, customer or agent, and whose line an agent sees: their own."""

from dataclasses import replace

import streamlit as st

from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.reports.response_teams import DIMENSIONS, TeamsReport
from dashboard.ui.components import switches, tables
from dashboard.ui.feedback import rating_groups
from dashboard.ui.reader.language import say

TEAM = "team"
COLUMNS = (
    "team_name", "open_count", "waiting_count", "answered_wait_count", "median_working_seconds", "csat_percent",
    "rated_count", "remark",
)  # fmt: skip


def dimension() -> str:
    """By whom the address asks for the table."""
    return switches.chosen(TEAM, DIMENSIONS)


def only() -> tuple[str, str] | None:
    """The one agent whom the reader may see, where agents are shown."""
    return rating_groups.only_agent() if dimension() == "agent" else None


def choose() -> None:
    """The control, and whose numbers follow."""
    if switches.show(TEAM, DIMENSIONS, "team_by.label", lambda one: say(f"team_by.{one}")) == "agent":
        st.caption(say(f"ui.response.agents_{rating_groups.whose()}"))


def table(report: TeamsReport, chosen: Filter) -> None:
    """The rows, few said to be few; a row leads to its open tickets."""
    tables.show(_said(report.teams), COLUMNS, chosen, rows_shown=14)


def _said(panel: Panel) -> Panel:
    if panel.state != "loaded":
        return panel
    rows = panel.frame.rename(columns={"answered_count": "answered_wait_count"})
    names = rows["group_name"].astype(object).where(rows["group_name"].notna(), say("filter.none"))
    return replace(panel, frame=rows.assign(team_name=names, remark=[_remark(row) for row in rows.itertuples()]))


def _remark(row) -> str | None:
    few = [name for name in ("answered", "rated") if getattr(row, f"is_few_{name}")]
    return say(f"ui.response.few_{'_'.join(few)}") if few else None
