"""The report of a check, an import or a rebuild on a page: the sentences and tables of the command line."""

import streamlit as st

from dashboard import text
from dashboard.importing.report import Report
from dashboard.importing.spoken import Line, Listing, spoken
from dashboard.ui.components import paper
from dashboard.ui.reader import data
from dashboard.ui.reader.language import current
from dashboard.ui.wording import plain


def show(report: Report) -> None:
    """All of it, in its order."""
    items: list[str] = []
    for said in spoken(report, data.store().settings.zone, current(), is_page=True):
        if isinstance(said, Line) and said.is_item:
            items.append(said.words)
            continue
        _list(items)
        if isinstance(said, Listing):
            _table(said)
        else:
            _line(said)
    _list(items)


def _line(said: Line) -> None:
    words = plain.markdown(said.words)
    if said.manner == "good":
        st.success(words, icon=":material/check_circle:")
    elif said.manner == "bad":
        st.error(words, icon=":material/error:")
    else:
        st.markdown(words)


def _list(items: list[str]) -> None:
    """Lines as they are, also those of a message that has several."""
    if items:
        st.html(paper.bullets(items))
        items.clear()


def _table(said: Listing) -> None:
    rows = [[_shown(cell) for cell in row] for row in said.rows]
    st.html(paper.titled(said.title, said.columns, rows, said.numeric))


def _shown(cell: str | int) -> str:
    return text.number(cell, current()) if isinstance(cell, int) else cell
