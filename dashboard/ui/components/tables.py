"""A table in its frame: values as people say them, numbers to the right, each row leading to its tickets."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.ui.components import charts, downloads, links, states
from dashboard.ui.reader import data
from dashboard.ui.reader.language import say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats

ROWS_A_PAGE = 25
ROW_HEIGHT = 35
WIDE = (
    "subject", "message", "cells", "example", "last_words", "friendly_text", "ways", "questions", "record_rules",
    "comment", "words", "recommendation", "count_way", "rule_words", "tolerance",
    "quality_check", "quality_advice",
)  # fmt: skip
DENSE = {"subject": "medium", "marks": "medium"}
"""In a list to act upon the last words need the room."""
NARROW = ("place", "department_place", "ticket_count")
SPARSE = {"reason_agent_name": 150, "reason_at": 130}
"""In pixels, for columns in which most rows hold a dash: the browser would make room for the dash alone."""
LINK = "helpdesk_address"
"""The one column that leads out of the dashboard."""


def show(
    panel: Panel,
    columns: Sequence[str],
    chosen: Filter,
    rows_shown: int = 10,
    below: Callable[[Panel], None] | None = None,
) -> None:
    """The panel as a table, or the sentence in its place; a picked row leads to the tickets it counts.

    ``below`` draws what else belongs into the panel.
    """
    with st.container(border=True, key=f"panel-{panel.key.replace('.', '-')}", gap="xxsmall", height="stretch"):
        charts.heading(panel, chosen)
        if states.told(panel):
            return
        is_of_tickets = panel.link is None and "ticket_id" in panel.frame
        row = pick(panel, columns, rows_shown, is_pickable=is_of_tickets or None)
        downloads.row(panel, chosen)
        if below:
            below(panel)
        if row and is_of_tickets:
            links.open_ticket(row)
        link = panel.link(row) if row and panel.link else None
        if link is not None:
            links.follow(link, chosen)


def pick(
    panel: Panel, columns: Sequence[str], rows_shown: int = 10, is_pickable: bool | None = None, choice: int = 0
) -> dict[str, Any] | None:
    """Draw the rows (a page at a time) and return the one picked; another ``choice`` begins with none picked."""
    first = _first_row(panel)
    frame = panel.frame.iloc[first : first + ROWS_A_PAGE]
    shown = [column for column in columns if _tells_something(panel, column)]
    can_pick = panel.link is not None if is_pickable is None else is_pickable
    picked = st.dataframe(
        _said(frame[shown]),
        hide_index=True,
        key=f"table.{panel.key}.{first}.{choice}",
        height=_height(len(frame), rows_shown),
        column_config={column: _column(column) for column in shown},
        alt=say(f"metric.{panel.key}.title"),
        on_select="rerun" if can_pick else "ignore",
        selection_mode=("single-row", "single-cell"),
        row_height=ROW_HEIGHT,
        placeholder="–",
    )
    if not can_pick:
        return None
    rows = [*picked.selection.rows, *(cell[0] for cell in picked.selection.cells)]
    return frame.iloc[rows[0]].to_dict() if rows else None


def choose(panel: Panel, columns: Sequence[str], key: str, rows_shown: int = 12) -> list[dict[str, Any]]:
    """Draw the rows to act upon; the rows ticked. A click on a cell opens its ticket.

    Ticks are kept by place, so the key names the tickets: other rows in the same places begin unticked.
    """
    shown = [column for column in columns if _tells_something(panel, column)]
    picked = st.dataframe(
        _said(panel.frame[shown]),
        hide_index=True,
        key=f"table.{key}.{_rows_of(panel.frame)}",
        height=_height(len(panel.frame), rows_shown),
        column_config={column: _column(column, DENSE.get(column)) for column in shown},
        alt=say(f"metric.{panel.key}.title"),
        on_select="rerun",
        selection_mode=("multi-row", "single-cell"),
        row_height=ROW_HEIGHT,
        placeholder="–",
    )
    opened = [place for place, column in picked.selection.cells if column != LINK]
    if opened:
        links.open_ticket(panel.frame.iloc[opened[0]].to_dict())
    return panel.frame.iloc[picked.selection.rows].to_dict("records")


def _rows_of(frame: pd.DataFrame) -> str:
    """A few digits that are the same for the same tickets in the same order."""
    tickets = "\n".join(frame["source"] + "\t" + frame["ticket_id"])
    return hashlib.blake2b(tickets.encode(), digest_size=6).hexdigest()


def _tells_something(panel: Panel, column: str) -> bool:
    """A column that is empty, or says the same source in every row, is left out; the export keeps it."""
    if column == "source" and panel.key != "sources" and len(data.store().info.sources) == 1:
        return False
    return column in panel.frame and bool(panel.frame[column].notna().any())


def pages_of(count: int, key: str, rows_a_page: int = ROWS_A_PAGE) -> int:
    """The pager above a list of ``count`` rows; returns the offset of the page shown."""
    pages = -(-count // rows_a_page)
    if pages <= 1:
        return 0
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        first = (st.pagination(pages, key=key) - 1) * rows_a_page
        st.caption(say("ui.rows", first=first + 1, last=min(first + rows_a_page, count), count=count))
    return first


def page_of(pager: str, ask: Callable[[int], Panel], rows_a_page: int = ROWS_A_PAGE) -> tuple[int, Panel]:
    """The page of a list that the pager names, with its offset; ``ask`` takes the offset.

    The list may have become shorter meanwhile: a page beyond its end gives way to the first.
    """
    for first in dict.fromkeys(((st.session_state.get(pager, 1) - 1) * rows_a_page, 0)):
        panel = ask(first)
        if panel.error or len(panel.frame):
            break
        st.session_state.pop(pager, None)
    return first, panel


def _first_row(panel: Panel) -> int:
    count = len(panel.frame)
    if count <= ROWS_A_PAGE:
        return 0
    return pages_of(count, f"pager.{panel.key}")


def _said(frame: pd.DataFrame) -> Any:
    """A Styler keeps the exact value under what is said: sorting by a heading stays right."""
    said = manner()
    manners: dict[Any, Callable[[Any], str]] = {
        column: formats.cell(column, said) for column in frame if formats.kind(column) != "trend"
    }
    return frame.reset_index(drop=True).style.format(manners)


def _column(column: str, width: str | None = None) -> Any:
    label = say(f"column.{column}") if text.has(f"column.{column}") else column
    kind = formats.kind(column)
    if column == LINK:
        return st.column_config.LinkColumn(label, display_text=":material/open_in_new:", width="small")
    if kind == "trend":
        return st.column_config.LineChartColumn(label, width="small", y_min=0)
    if kind in ("count", "duration", "percent", "decimal"):
        return st.column_config.NumberColumn(label, alignment="right", width="small" if column in NARROW else None)
    if kind == "text":
        usual = "large" if column in WIDE else SPARSE.get(column)
        return st.column_config.TextColumn(label, width=width or usual)
    return st.column_config.Column(label, width=SPARSE.get(column))


def _height(count: int, rows_shown: int) -> int:
    return ROW_HEIGHT * (min(count, rows_shown) + 1) + 3
