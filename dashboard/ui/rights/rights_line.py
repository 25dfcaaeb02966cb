"""One line of the agreement from near: what was agreed, its weeks, some examples, and the text that teaches it."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.figures import rights as figures
from dashboard.reports import rights
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.reports.rights import DUTIES, LINES, RightsReport
from dashboard.ui.components import charts, details, downloads, layout, links, states, tables
from dashboard.ui.frame import page
from dashboard.ui.reader import address, data, navigation
from dashboard.ui.reader.language import current, say
from dashboard.ui.rights.rights_words import in_a_sentence, tolerance
from dashboard.ui.wording import friendly

LINE, EXAMPLES = "line", 8
COLUMNS = ("number", "customer_name", "rule_words", "measured", "related_number", "occurred_at", "subject", "source")
TEXTS = {
    "duplicate-subject": "duplicate",
    "parallel-thread": "duplicate",
    "shouting": "shouting",
    "wrong-channel": "channel",
    "evidence-missing": "evidence",
    "left-open": "close",
}
"""Rule → the template that teaches it; a burst asks for an answer, not for a lesson."""


def line() -> str:
    """The line that the address names, else the first rule."""
    asked = address.first(LINE)
    return asked if asked in LINES else LINES[0]


def choose() -> str:
    """The control that changes the line."""
    st.session_state[LINE] = line()
    return st.selectbox(
        say("ui.rights.line"),
        LINES,
        key=LINE,
        format_func=named,
        on_change=lambda: address.change({LINE: st.session_state[LINE]}),
        width=420,
    )


def named(one: str) -> str:
    """A line by its name."""
    return text.of("duty" if one in DUTIES else "customer_rule", one, current())


def show(report: RightsReport, chosen: Filter) -> None:
    """The chosen line: its weeks beside what was agreed, then its examples."""
    one = choose()
    with layout.beside("rights-line") as (left, right):
        with left:
            charts.show(report.weekly[LINES.index(one)], figures.weekly, chosen)
        with right:
            listed = page.load(rights.examples, chosen, one, False, EXAMPLES)
            _agreed(one, report.rules, listed)
    _examples(one, listed, chosen)
    if one == "parallel-thread":
        _examples(one, page.load(rights.examples, chosen, one, True, EXAMPLES), chosen)


def _agreed(one: str, rules: Panel, listed: Panel) -> None:
    """What the line means, its limits, what such tickets waited, and the text to send, filled for the first example."""
    with st.container(border=True, key="panel-rights-agreed", gap="xsmall", height="stretch"):
        st.header(named(one), anchor=False)
        st.write(say(f"agreed.{one}"))
        st.caption(say("ui.rights.tolerance", tolerance=tolerance(one)))
        if one in DUTIES:
            return
        _waited(one, rules)
        if one not in TEXTS:
            st.info(say("ui.rights.no_text"), icon=":material/chat:")
            return
        st.caption(say("ui.rights.text"))
        st.code(_letter(one, listed), language=None, wrap_lines=True)


def _waited(one: str, rules: Panel) -> None:
    """How long such tickets waited against others like them."""
    if rules.state == "loaded":
        row = rules.frame[rules.frame["customer_rule"] == one].iloc[0]
        if said := in_a_sentence(row):
            st.text(said)


def _letter(one: str, listed: Panel) -> str:
    """Addressed to the first example; without one the greeting does without a name."""
    first: dict[str, Any] = listed.frame.iloc[0].to_dict() if listed.state == "loaded" else {}
    number = first.get("related_number") if TEXTS[one] == "duplicate" else first.get("number")
    shown = "…" if number is None or pd.isna(number) else number
    return friendly.message(TEXTS[one], first.get("contact_name"), shown, data.store().settings, current())


def _examples(one: str, listed: Panel, chosen: Filter) -> None:
    """The newest tickets of the line with the words that show it; a picked row opens its ticket."""
    key = listed.key
    with st.container(border=True, key=f"panel-{key}", gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            title = f"ui.rights.{key}_title"
            st.header(say(title, count=listed.n or 0, line=named(one)), anchor=False, width="stretch")
            details.button(listed, chosen)
        if states.told(listed):
            return
        row = tables.pick(
            replace(listed, frame=_worded(listed.frame)), COLUMNS, EXAMPLES, True, choice=LINES.index(one)
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if key == "line_examples":
                where = links.query(rights.link_of(one), chosen)
                st.page_link(
                    navigation.FILES["tickets"], label=say("ui.rights.all"), query_params=where, width="content"
                )
            downloads.row(listed, chosen)
    if row:
        links.open_ticket(row)


def _worded(frame: pd.DataFrame) -> pd.DataFrame:
    """With the measure as people say it: the share of capitals, the messages of a burst."""
    if "measure" not in frame:
        return frame
    said = [measured(rule, size) for rule, size in zip(frame["customer_rule"], frame["measure"], strict=True)]
    return frame.assign(measured=said)


def measured(rule: str, size: float | None) -> str | None:
    """A rule's measure in words; ``None`` where the rule has none."""
    if size is None or pd.isna(size):
        return None
    if rule == "shouting":
        return say("ui.rights.capitals", share=f"{text.number(100 * size, current())}%")
    return say("ui.rights.messages", count=int(size)) if rule == "burst" else None
