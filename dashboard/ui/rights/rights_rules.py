"""Both sides of the agreement: what we ask of customers, what we owe them, and one line of it from near."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.reports import rights
from dashboard.reports.base import Number, Panel
from dashboard.reports.filters import Filter
from dashboard.ui.components import details, states, switches, tables
from dashboard.ui.frame import page
from dashboard.ui.reader import navigation
from dashboard.ui.reader.language import current, say
from dashboard.ui.rights import rights_line
from dashboard.ui.rights.rights_words import difference, tolerance

RULES = ("customer_rule", "broken_percent", "broken_ratio", "trend", "difference", "possible_count", "tolerance")
DUTIES = ("duty", "duty_percent", "duty_ratio", "trend", "duty_missed_count", "tolerance")
WITHOUT = (
    "duplicates_side", "opened_count", "closed_count", "response_working_seconds", "reopened_percent", "solved_count",
)  # fmt: skip
ROWS_SHOWN = 7


def show(chosen: Filter) -> None:
    """Two tables of the same weight, the line that the address names, and on demand the numbers without duplicates."""
    report = page.load(rights.report, chosen, with_desk=True)
    tables.show(_panel(report.rules, _rules), RULES, chosen, ROWS_SHOWN)
    _records(report.records, chosen)
    tables.show(_panel(report.duties, _duties), DUTIES, chosen, ROWS_SHOWN)
    rights_line.show(report, chosen)
    _without(chosen)


def _without(chosen: Filter) -> None:
    """Asked only where somebody wants it: it counts all tickets twice. The wish stands in the address."""
    if switches.toggle("without_duplicates", "ui.rights.compare"):
        tables.show(_panel(page.load(rights.without_duplicates, chosen), _sides), WITHOUT, chosen)


def _panel(panel: Panel, worded) -> Panel:
    return replace(panel, frame=worded(panel.frame)) if panel.state == "loaded" else panel


def _rules(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(
        broken_ratio=[_ratio(row.broken_count, row.able_count, row) for row in frame.itertuples()],
        difference=[difference(row) for row in frame.itertuples()],
        tolerance=[tolerance(rule) for rule in frame["customer_rule"]],
        possible_count=frame["possible_count"].where(frame["possible_count"] > 0),
        broken_percent=frame["broken_percent"].astype("float64"),
    )


def _duties(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(
        duty_ratio=[_ratio(row.duty_kept_count, row.duty_judged_count, row) for row in frame.itertuples()],
        tolerance=[tolerance(duty) for duty in frame["duty"]],
        duty_percent=frame["duty_percent"].astype("float64"),
    )


def _ratio(part: int, whole: int, row) -> str | None:
    """“12 of 340”, few said to be few; what the source lacks is named in its place."""
    if isinstance(row.absent, str):
        return say("ui.rights.absent", what=text.of("capability", row.absent, current()))
    if not whole:
        return None
    said = say("ui.ratio", part=int(part), whole=int(whole))
    return f"{said} · {say('ui.rights.few')}" if row.is_small else said


def _sides(frame: pd.DataFrame) -> pd.DataFrame:
    sides = [say(f"ui.rights.{'without' if one else 'with'}_duplicates") for one in frame["is_without"]]
    return frame.assign(duplicates_side=sides)


def _records(records: Number, chosen: Filter) -> None:
    """The contact rules as one line: they have a page of their own."""
    with st.container(key="rights-records", horizontal=True, vertical_alignment="center", gap="small"):
        if states.told(records):
            return
        words = _records_words(records)
        if page.may("contacts.read"):
            where = navigation.FILES["contacts"]
            st.page_link(where, label=words, icon=":material/contact_phone:", width="content")
        else:
            st.text(words)
        details.button(records, chosen)


def _records_words(records: Number) -> str:
    if records.value is None:
        return f"{say('metric.contact_rules.label')}: –"
    return say("ui.rights.records", count=int(records.value), whole=records.denominator)
