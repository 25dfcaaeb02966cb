"""What must be known of the data before a page's numbers are read, and the checks as a table."""

from dataclasses import replace

import streamlit as st

from dashboard import text
from dashboard.errors import DashboardError
from dashboard.reports import quality
from dashboard.reports.base import Panel
from dashboard.ui import data, navigation, plain, tables
from dashboard.ui.filter_bar import WHOLE
from dashboard.ui.language import current, explain, say

COLUMNS = (
    "quality_severity", "quality_check", "found_count", "checked_count", "before_count", "quality_advice", "examples",
    "quality_pages", "raised_since_at", "source",
)  # fmt: skip
SHOWN = 3
HERE = "data"
"""The page with the table itself: it needs no note about it."""


def note(page: str) -> None:
    """One line for what the checks found of these numbers; nothing where there is nothing to say."""
    try:
        found = data.ask(quality.touching, page) if page != HERE else ()
    except DashboardError as error:
        st.warning(say("ui.quality.failed", problem=explain(error)), icon=":material/fact_check:")
        return
    if not found:
        return
    said = [say(f"quality.{one.check_key}.said", count=one.found_count) for one in found[:SHOWN]]
    if len(found) > SHOWN:
        said.append(say("ui.quality.more", count=len(found) - SHOWN))
    line = say("ui.quality.note", findings=plain.markdown(" · ".join(said)))
    if any(one.severity == "wrong" for one in found):
        st.warning(line, icon=":material/fact_check:")
    else:
        st.caption(f":material/fact_check: {line}")


def show(panel: Panel) -> None:
    """The checks of the last import: what is odd, how much of it, since when, what it touches and what to do."""
    shown = replace(panel, frame=_said(panel.frame)) if panel.state == "loaded" else panel
    tables.show(shown, COLUMNS, WHOLE, rows_shown=12)


def _said(frame):
    language = current()
    return frame.assign(
        quality_check=[text.say(f"quality.{key}.title", language) for key in frame["check_key"]],
        quality_advice=[
            text.say(f"quality.{key}.advice", language) if severity != "ok" else None
            for key, severity in zip(frame["check_key"], frame["quality_severity"], strict=True)
        ],
        quality_pages=[_pages(said, language) for said in frame["touches"]],
    )


def _pages(touches: str, language: str) -> str:
    return ", ".join(text.say(f"page.{key}.title", language) for key in touches.split() if key in navigation.ENTRIES)
