"""What must be known of the data before a page's numbers are read, and the checks as a table."""

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import text
from dashboard.errors import DashboardError
from dashboard.figures import quality as figures
from dashboard.reports import quality
from dashboard.reports.base import Panel
from dashboard.ui.components import charts, layout, paper, states, tables
from dashboard.ui.components.filter_bar import WHOLE
from dashboard.ui.reader import data, navigation
from dashboard.ui.reader.language import current, explain, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats, plain

COLUMNS = (
    "quality_severity", "quality_check", "source", "found_count", "checked_count", "before_count", "quality_advice",
    "examples", "quality_pages", "raised_since_at",
)  # fmt: skip
SHOWN = 3
COLUMNS_SHOWN = 6
PICKED, CHOSEN = "quality.picked", "quality.chosen"
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
    said = [_found(one) for one in found[:SHOWN]]
    if len(found) > SHOWN:
        said.append(say("ui.quality.more", count=len(found) - SHOWN))
    line = say("ui.quality.note", findings=plain.markdown(" · ".join(said)))
    if any(one.severity == "wrong" for one in found):
        st.warning(line, icon=":material/fact_check:")
    else:
        st.caption(f":material/fact_check: {line}")


def _found(one: quality.Finding) -> str:
    """One finding in words; where several helpdesks are loaded, with the one that it is about."""
    words = say(f"quality.{one.check_key}.said", count=one.found_count)
    return words if len(data.store().info.sources) == 1 else f"{words} ({one.source})"


def show(panel: Panel) -> None:
    """The checks of the last import: what is odd, how much of it, since when, what it touches and what to do."""
    shown = replace(panel, frame=_said(panel.frame)) if panel.state == "loaded" else panel
    tables.show(shown, COLUMNS, WHOLE, rows_shown=12)


def trend(panel: Panel, checked: Panel) -> None:
    """How what they find goes on from version to version; a click on a mark shows the check's examples beside it."""
    with layout.beside("data-quality", wide_first=True) as (left, right):
        with left, st.container(border=True, key="panel-quality_trend", gap="xxsmall", height="stretch"):
            charts.heading(panel, WHOLE)
            if not states.told(panel):
                picked = charts.pick(panel, figures.trend, is_pickable=True)
                if picked and st.session_state.get(PICKED) != picked:
                    st.session_state[PICKED] = picked
                    st.session_state[CHOSEN] = _id(picked)
                with st.expander(say("ui.quality.as_table"), icon=":material/table:"):
                    st.html(_table(panel))
        with right:
            _examples(checked)


def _table(panel: Panel) -> str:
    """The same counts to read: a row per check, a column per version, the newest first."""
    frame = panel.frame
    moments = frame.groupby("stamp")["checked_at"].max().sort_values(ascending=False).head(COLUMNS_SHOWN)
    rows = []
    for (source, key), found in frame.groupby(["source", "check_key"], sort=True):
        counts = found.set_index("stamp")["found_count"]
        cells = [text.number(counts.get(stamp), current()) for stamp in moments.index]
        rows.append([f"{text.say(f'quality.{key}.title', current())} ({source})", *cells])
    told = formats.cell("checked_at", manner())
    headings = [say("column.quality_check"), *(told(moment) for moment in moments)]
    return paper.titled(say("metric.quality_trend.label"), headings, rows, range(1, len(headings)))


def _examples(checked: Panel) -> None:
    """One check at a time: what it found, where, and what to do. Of checks that cannot be read their table tells."""
    if checked.state != "loaded":
        return
    with st.container(border=True, key="panel-quality-examples", gap="xsmall", height="stretch"):
        st.header(say("ui.quality.examples"), anchor=False)
        rows = {_id(row): row for row in checked.frame.to_dict("records")}
        if st.session_state.get(CHOSEN) not in rows:
            st.session_state[CHOSEN] = next(iter(rows))
        names = {one: _name(row) for one, row in rows.items()}
        chosen = rows[st.selectbox(say("column.quality_check"), list(rows), key=CHOSEN, format_func=names.get)]
        st.text(say("ui.quality.found", count=int(chosen["found_count"]), whole=int(chosen["checked_count"])))
        if chosen["quality_severity"] != "ok":
            st.text(say(f"quality.{chosen['check_key']}.advice"))
        examples = chosen["examples"]
        if isinstance(examples, str) and examples:
            st.caption(say("column.examples"))
            st.html(paper.bullets(examples.split(" | ")))


def _id(row: dict[str, Any]) -> str:
    return f"{row['source']}/{row['check_key']}"


def _name(row: dict[str, Any]) -> str:
    title = say(f"quality.{row['check_key']}.title")
    return title if len(data.store().info.sources) == 1 else f"{title} · {row['source']}"


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
