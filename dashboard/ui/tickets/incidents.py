"""The banner of possible incidents: the largest two, each leading to its tickets."""

from datetime import datetime
from typing import Any

import streamlit as st

from dashboard import text
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.ui.components import details, links, states
from dashboard.ui.reader import data, navigation
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import plain

SHOWN = 2


def banner(panel: Panel, chosen: Filter) -> None:
    """Nothing where there is none; a failure is told."""
    if panel.error:
        states.told(panel)
    if panel.state != "loaded":
        return
    rows = panel.frame.astype(object).where(panel.frame.notna(), None).to_dict("records")
    with st.container(border=True, key="incidents", gap="xxsmall"):
        for row in rows[:SHOWN]:
            st.page_link(
                navigation.FILES["tickets"],
                label=plain.markdown(_said(row, chosen)),
                icon=":material/crisis_alert:",
                query_params=links.query(panel.link(row), chosen),
            )
        if len(rows) > SHOWN:
            st.caption(say("ui.incident.more", count=len(rows) - SHOWN))
        details.button(panel, chosen)


def _said(row: dict[str, Any], chosen: Filter) -> str:
    is_over = row["ended_at"] is not None
    today = chosen.as_of or data.store().as_of
    name = text.of("reason", row["name"], current()) if row["kind"] == "reason" else row["name"]
    facts = {"customers": row["customer_count"], "name": name, "since": _clock(row["started_at"], today)}
    key = f"{'over' if is_over else 'goes_on'}_{row['kind']}"
    return say(f"ui.incident.{key}", **facts, until=_clock(row["ended_at"], today) if is_over else "")


def _clock(moment: datetime, today: datetime) -> str:
    """The local time alone where it is of the day looked at."""
    zone = manner().zone
    told = text.moment(moment, zone, current())
    is_today = moment.astimezone(zone).date() == today.astimezone(zone).date()
    return told.rsplit(" ", 1)[-1] if is_today else told
