"""The ombudsman's figures: groups of cases as bars, and how the share answered grows day by day."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import bars, style
from dashboard.figures.bars import Bar
from dashboard.figures.style import Look

HEIGHT = 260
LATE = ("overdue",)
"""Groups that are late: red, and nothing else is."""


def _drawn(column: str) -> Callable[[pd.DataFrame, Look], go.Figure]:
    def draw(frame: pd.DataFrame, look: Look) -> go.Figure:
        drawn = [_bar(column, row, look) for row in frame.to_dict("records")]
        most = bars.longest(drawn)
        finding = text.say("figure.ombudsman.finding", look.language, group=most.label, count=most.count)
        return bars.lying(look, drawn, finding)

    draw.__name__ = column
    return draw


by_type, by_finding, by_outcome = _drawn("case_type"), _drawn("case_finding"), _drawn("case_outcome")
by_age, by_due = _drawn("age_band"), _drawn("due_band")


def _bar(column: str, row: dict[str, Any], look: Look) -> Bar:
    name, count = text.of(column, row[column], look.language), int(row["case_count"])
    hover = text.say("figure.ombudsman.group", look.language, group=name, count=count)
    return Bar(name, count, hover, style.colour(look, "late" if row[column] in LATE else "us"))


def curve(frame: pd.DataFrame, look: Look) -> go.Figure:
    """A step at each day on which cases were answered; the band is what chance alone allows."""
    rows = pd.concat(
        [pd.DataFrame({"days": [0], "answered_percent": [0.0], "low_percent": [0.0], "high_percent": [0.0]}), frame]
    )
    edge = {"mode": "lines", "line": {"width": 0, "shape": "hv"}, "hoverinfo": "skip", "x": rows["days"]}
    line = go.Scatter(
        x=rows["days"],
        y=rows["answered_percent"],
        mode="lines",
        line={"color": style.accent(look), "width": 2.4, "shape": "hv"},
        hovertext=[_step(row, look) for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    return style.figure(
        look,
        [
            go.Scatter(y=rows["low_percent"], **edge),
            go.Scatter(y=rows["high_percent"], fill="tonexty", fillcolor=style.ink(look, "band"), **edge),
            line,
        ],
        _finding(frame, look),
        HEIGHT,
        xaxis={"rangemode": "tozero", "title": {"text": text.say("figure.ombudsman.days", look.language)}},
        yaxis={"range": [0, 103], "tickvals": [0, 50, 100], "ticktext": ["0%", "50%", "100%"]},
    )


def _step(row: Any, look: Look) -> str:
    share = f"{text.number(row.answered_percent, look.language)}%"
    return text.say("figure.ombudsman.step", look.language, count=int(row.days), share=share)


def _finding(frame: pd.DataFrame, look: Look) -> str:
    half = frame[frame["answered_percent"] >= 50 - 1e-7]
    if not len(half):
        return text.say("figure.ombudsman.not_reached", look.language)
    return text.say("figure.ombudsman.half", look.language, count=int(half["days"].iloc[0]))
