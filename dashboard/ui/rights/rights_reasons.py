"""Why customers write: suggested by words, and said to be so."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.figures import reasons as figures
from dashboard.reports import reasons
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.reports.reasons import SECOND_LEVEL, SMALL
from dashboard.ui.components import charts, tables
from dashboard.ui.frame import page
from dashboard.ui.reader import data
from dashboard.ui.reader.language import current, say

REASONS = (
    "contact_reason", "reason_level", "ticket_count", "size_note", "share_percent", "response_working_seconds",
    "resolution_working_seconds", "again_percent", "again_ratio", "one_touch_percent", "one_touch_ratio",
    "corrected_count",
)  # fmt: skip
ARTICLES = ("contact_reason", "one_touch_count", "one_touch_percent", "one_touch_ratio", "ticket_count", "again_ratio")


def show(chosen: Filter) -> None:
    """The table of reasons, where they come through, and what deserves an article."""
    report = page.load(reasons.report, chosen, with_desk=True)
    st.info(say("ui.reasons.suggested"), icon=":material/lightbulb:")
    tables.show(_worded(report.reasons), REASONS, chosen, rows_shown=15)
    charts.show(report.channels, figures.channels, chosen)
    settings = data.store().settings.rights
    limits = {"share": f"{text.number(settings.article_percent, current())}%", "count": settings.article_tickets}
    st.caption(say("ui.reasons.articles", **limits))
    tables.show(_worded(report.articles), ARTICLES, chosen)


def _worded(panel: Panel) -> Panel:
    """Rates with both their sides; few tickets are said to be few."""
    if panel.state != "loaded":
        return panel
    rows = panel.frame
    return replace(
        panel,
        frame=rows.assign(
            reason_level=rows["contact_reason"]
            .isin(SECOND_LEVEL)
            .map({True: say("ui.reasons.second_level"), False: None}),
            size_note=rows["ticket_count"].lt(SMALL).map({True: say("ui.rights.few"), False: None}),
            again_ratio=_ratios(rows["again_count"], rows["again_able_count"]),
            one_touch_ratio=_ratios(rows["one_touch_count"], rows["solved_count"]),
            corrected_count=rows["corrected_count"].where(rows["corrected_count"] > 0),
        ),
    )


def _ratios(part: pd.Series, whole: pd.Series) -> list[str | None]:
    pairs = zip(part, whole, strict=True)
    return [say("ui.ratio", part=int(few), whole=int(many)) if many else None for few, many in pairs]
