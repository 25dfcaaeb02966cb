"""What people recorded about a ticket, in a few words; and a list's columns that depend on the reader."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.reports.base import Panel
from dashboard.ui.reader import data, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats, friendly

SAID = ("flagged_by", "snoozed_until_day", "assigned_agent_name", "reminded_at", "close_asked_at", "note_count")
"""Columns of a ticket that hold its standing marks; each has its words under ``marked``."""


def said(ticket: Mapping[str, Any]) -> str:
    """The standing marks of a ticket: "flagged by Ana on 25/11 · snoozed until 28/11"; empty where there is none."""
    told = manner()
    parts = []
    for column in SAID:
        value = ticket.get(column)
        if not _stands(ticket, column, value):
            continue
        shown = who.said(value) if column == "flagged_by" else formats.cell(column, told)(value)
        when = formats.cell("flagged_at", told)(ticket.get("flagged_at"))
        parts.append(say(f"marked.{column}", value=shown, moment=when, count=value if column == "note_count" else 1))
    if ticket.get("is_closing_right") is not None and not pd.isna(ticket["is_closing_right"]):
        parts.append(say("marked.closing_right" if ticket["is_closing_right"] else "marked.closing_wrong"))
    return " · ".join(parts)


def _stands(ticket: Mapping[str, Any], column: str, value: Any) -> bool:
    if value is None or pd.isna(value) or not value:
        return False
    return column != "flagged_by" or not pd.isna(ticket.get("flagged_at", None))


def beside(panel: Panel) -> Panel:
    """The list with what depends on the reader: its marks in words, the text to send, the way into the helpdesk."""
    settings, language = data.store().settings, current()
    rows = panel.frame.to_dict("records")
    more: dict[str, list[Any]] = {"marks": [said(row) or None for row in rows]}
    if "next_step" in panel.frame:
        more["friendly_text"] = [
            friendly.message(row["next_step"], row["contact_name"], row["number"], settings, language) for row in rows
        ]
    if settings.helpdesk:
        more["helpdesk_address"] = [friendly.helpdesk_address(row, settings) for row in rows]
    return replace(panel, frame=panel.frame.assign(**more))
