"""Tickets left open: how long they have been silent, where they are, and whether they become more."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import bars, days, style
from dashboard.figures.bars import Bar
from dashboard.figures.lines import Series, over_days
from dashboard.figures.style import Look

LATE_FROM, DEPARTMENTS_SHOWN = 2, 6
"""The first band that is late."""
COLOURS = {"ours": "us", "theirs": "turn.customer", "check": "turn.unknown"}
TREND_HEIGHT = 200


def bands(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per band of silence; red begins where it is late."""
    drawn = [_band(int(row.band), int(row.open_count), look) for row in frame.itertuples()]
    late, whole = int(frame.loc[frame["band"] >= LATE_FROM, "open_count"].sum()), int(frame["open_count"].sum())
    return bars.lying(look, drawn, text.say("figure.stale.band_finding", look.language, count=late, whole=whole))


def by_department(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per department: how many are stalled, and what share of its open tickets that is."""
    shown = frame.head(DEPARTMENTS_SHOWN)
    drawn = [_department(row, look) for row in shown.itertuples()]
    most = bars.longest(drawn)
    finding = text.say("figure.stale.department_finding", look.language, department=most.label, count=most.count)
    return bars.lying(look, drawn, finding)


def over_time(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One line per list, at each day's end."""
    rows = frame.rename(columns={"stalled_count": "count"})
    names = [name for name in COLOURS if (rows["stalled_list"] == name).any()]
    series = [
        Series(
            rows[rows["stalled_list"] == name],
            text.say(f"stalled_list.{name}_short", look.language),
            style.colour(look, COLOURS[name]),
            "figure.stale.day",
        )
        for name in names
    ]
    last_day = rows["day"].max()
    total = int(rows.loc[rows["day"] == last_day, "count"].sum())
    finding = text.say("figure.stale.time_finding", look.language, count=total, day=days.said(last_day, look))
    return over_days(series, look, finding, TREND_HEIGHT)


def _band(band: int, count: int, look: Look) -> Bar:
    name = text.say(f"band.{band}", look.language)
    hover = text.say("figure.stale.band", look.language, band=name, count=count)
    return Bar(name, count, hover, style.colour(look, f"band.{band}"))


def _department(row: Any, look: Look) -> Bar:
    name = text.say("filter.none", look.language) if pd.isna(row.department) else row.department
    share = text.percent(row.stalled_count, row.open_count, look.language, 0)
    count, whole = int(row.stalled_count), int(row.open_count)
    hover = text.say(
        "figure.stale.department", look.language, department=style.plain(name), count=count, whole=whole, share=share
    )
    under = text.say("figure.stale.department_under", look.language, share=share, whole=whole)
    return Bar(name, count, hover, style.accent(look), under)
