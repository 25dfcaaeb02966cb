"""Behind every number and picture, one click away: its meaning, n, tickets, rows and SQL."""

import streamlit as st

from dashboard import text
from dashboard.errors import DashboardError
from dashboard.reports.base import Number, Panel
from dashboard.reports.filters import Filter
from dashboard.ui.components import downloads, links
from dashboard.ui.reader import data, language, navigation
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats, plain

LISTED_ROWS = 12


def button(part: Number | Panel, chosen: Filter) -> None:
    """The button that opens them; they are made only when it is open."""
    popover = st.popover(
        say("ui.details.label"),
        icon=":material/info:",
        type="tertiary",
        key=f"details.{type(part).__name__.lower()}.{part.key}",
        on_change="rerun",
    )
    if popover.open:
        with popover:
            _contents(part, chosen)


def _contents(part: Number | Panel, chosen: Filter) -> None:
    st.markdown(f"**{say(f'metric.{part.key}.label')}**")
    st.write(say(f"metric.{part.key}.definition"))
    for line in population(part):
        st.text(line)
    if isinstance(part, Panel) and part.state == "loaded":
        _rows(part, chosen)
        downloads.row(part, chosen, place="details.")
    _sql(part, chosen)


def population(part: Number | Panel) -> list[str]:
    """n, numerator and denominator, interval, and whether the period matters: the lines under a definition."""
    lines = []
    if part.n is not None:
        lines.append(say("ui.n", count=part.n))
    if isinstance(part, Number):
        if part.numerator is not None and part.denominator is not None:
            lines.append(say("ui.ratio", part=part.numerator, whole=part.denominator))
        if part.low is not None and part.high is not None:
            low, high = (formats.amount(edge, part.unit, manner()) for edge in (part.low, part.high))
            lines.append(say("ui.interval", low=low, high=high))
        if part.ignores_period:
            lines.append(say("ui.ignores_period"))
    return lines


def _rows(panel: Panel, chosen: Filter) -> None:
    """The lists behind a picture's marks, reachable by keyboard."""
    if panel.link is None or len(panel.frame) > LISTED_ROWS:
        return
    said = manner()
    for row in panel.frame.to_dict("records"):
        link = panel.link(row)
        if link is not None:
            st.page_link(
                navigation.FILES["tickets"],
                label=plain.markdown(_row_label(row, said)),
                icon=":material/list:",
                query_params=links.query(link, chosen),
            )


def _row_label(row: dict, said: formats.Manner) -> str:
    named = [column for column in row if text.has(f"column.{column}")]
    names = [column for column in named if formats.kind(column) in ("text", "enum", "day")]
    counts = [column for column in row if column.endswith("_count")]
    label = " · ".join(formats.cell(column, said)(row[column]) for column in names)
    return f"{label}: {formats.cell(counts[0], said)(row[counts[0]])}" if counts else label


def _sql(part: Number | Panel, chosen: Filter) -> None:
    try:
        sql = data.store().sql(part.query, chosen.params())
    except DashboardError as error:
        st.error(language.explain(error))
        return
    st.caption(say("ui.details.sql", name=part.query))
    st.code(sql, language="sql", height=220)


def definition(part: Number | Panel) -> str:
    """The definition as a help text."""
    key = f"metric.{part.key}.definition"
    return say(key) if text.has(key, current()) else ""
