"""A table in its frame: values as people say them, numbers to the right, each row leading to its tickets."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.ui import charts, data, downloads, formats, links, states
from dashboard.ui.language import say
from dashboard.ui.manner import manner

ROWS_A_PAGE = 25
ROW_HEIGHT = 35
WIDE, NARROW = ("subject", "message", "cells", "example"), ("place", "department_place", "ticket_count")


def show(panel: Panel, columns: Sequence[str], chosen: Filter, rows_shown: int = 10) -> None:
    """The panel as a table, or the sentence in its place; a picked row leads to the tickets it counts."""
    with st.container(border=True, key=f"panel-{panel.key.replace('.', '-')}", gap="xxsmall", height="stretch"):
        charts.heading(panel, chosen)
        if states.told(panel):
            return
        row = pick(panel, columns, rows_shown)
        downloads.row(panel, chosen)
        link = panel.link(row) if row and panel.link else None
        if link is not None:
            links.follow(link, chosen)


def pick(
    panel: Panel, columns: Sequence[str], rows_shown: int = 10, is_pickable: bool | None = None
) -> dict[str, Any] | None:
    """Draw the rows (a page at a time) and return the one picked."""
    first = _first_row(panel)
    frame = panel.frame.iloc[first : first + ROWS_A_PAGE]
    shown = [column for column in columns if _tells_something(panel, column)]
    can_pick = panel.link is not None if is_pickable is None else is_pickable
    picked = st.dataframe(
        _said(frame[shown]),
        hide_index=True,
        key=f"table.{panel.key}.{first}",
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


def _tells_something(panel: Panel, column: str) -> bool:
    """A column that is empty, or says the same source in every row, is left out; the export keeps it."""
    if column == "source" and panel.key != "sources" and len(data.store().info.sources) == 1:
        return False
    return column in panel.frame and bool(panel.frame[column].notna().any())


def pages_of(count: int, key: str) -> int:
    """The pager above a list of ``count`` rows; returns the offset of the page shown."""
    pages = -(-count // ROWS_A_PAGE)
    if pages <= 1:
        return 0
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        first = (st.pagination(pages, key=key) - 1) * ROWS_A_PAGE
        st.caption(say("ui.rows", first=first + 1, last=min(first + ROWS_A_PAGE, count), count=count))
    return first


def _first_row(panel: Panel) -> int:
    count = len(panel.frame)
    if count <= ROWS_A_PAGE:
        return 0
    return pages_of(count, f"pager.{panel.key}")


def _said(frame: pd.DataFrame) -> Any:
    """A Styler keeps the exact value under what is said: sorting by a heading stays right."""
    said = manner()
    manners: dict[Any, Callable[[Any], str]] = {column: formats.cell(column, said) for column in frame}
    return frame.reset_index(drop=True).style.format(manners)


def _column(column: str) -> Any:
    label = say(f"column.{column}") if text.has(f"column.{column}") else column
    kind = formats.kind(column)
    if kind in ("count", "duration"):
        return st.column_config.NumberColumn(label, alignment="right", width="small" if column in NARROW else None)
    if kind == "text":
        return st.column_config.TextColumn(label, width="large" if column in WIDE else None)
    return st.column_config.Column(label)


def _height(count: int, rows_shown: int) -> int:
    return ROW_HEIGHT * (min(count, rows_shown) + 1) + 3
