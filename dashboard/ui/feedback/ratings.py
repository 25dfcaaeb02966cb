"""What stands beside the scores: on which basis they count, and how those who stayed silent differ."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.reports.filters import Filter
from dashboard.reports.satisfaction import SatisfactionReport
from dashboard.ui.components import tables
from dashboard.ui.reader.language import current, say

UNRATED = (
    "rating_side", "ticket_count", "response_working_seconds", "unanswered_percent", "reopened_percent",
    "closed_unanswered_percent", "channels",
)  # fmt: skip
ORIGINAL = ("scale", "raw_score", "score", "rated_count")


def basis(report: SatisfactionReport) -> None:
    """Scores without a date of their own, and helpdesks that do not say whom they asked, are said to be so."""
    if report.undated.value:
        said = say("ui.satisfaction.undated", count=int(report.undated.value), whole=report.undated.n)
        st.info(said, icon=":material/event_busy:")
    if report.assumed and report.response_rate.value is not None:
        st.info(say("ui.satisfaction.assumed", count=report.assumed), icon=":material/info:")


def unrated(report: SatisfactionReport, chosen: Filter) -> None:
    """Who rated and who did not, side by side."""
    panel = report.unrated
    tables.show(replace(panel, frame=_said(panel.frame)) if panel.state == "loaded" else panel, UNRATED, chosen)


def original(report: SatisfactionReport, chosen: Filter) -> None:
    """The scores as they were given, on their own scales."""
    tables.show(report.original, ORIGINAL, chosen, rows_shown=6)


def _said(frame: pd.DataFrame) -> pd.DataFrame:
    sides = [say(f"ui.satisfaction.side_{'rated' if one else 'unrated'}") for one in frame["is_rated"]]
    return frame.assign(rating_side=sides, channels=[_channels(shares) for shares in frame["channel_shares"]])


def _channels(shares: tuple[tuple[str | None, float], ...]) -> str:
    language = current()
    return ", ".join(
        f"{text.of('channel', channel, language) if channel else text.say('filter.none', language)} "
        f"{text.number(percent, language)}%"
        for channel, percent in shares
    )
