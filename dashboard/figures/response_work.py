"""The work behind the times: whose hands the time went through, and the morning wave day by day."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import bars, days, style
from dashboard.figures.bars import Bar
from dashboard.figures.style import Look

HEIGHT = 300
GAP_HOURS = 0.6


def hands(frame: pd.DataFrame, look: Look) -> go.Figure:
    """A bar per turn, in percent of the working time."""
    drawn = [
        Bar(
            text.of("turn", row.turn, look.language),
            round(row.time_percent),
            text.say(
                "figure.response.hand",
                look.language,
                turn=text.of("turn", row.turn, look.language),
                share=f"{text.number(row.time_percent, look.language, 1)}%",
                time=text.duration(row.working_seconds / row.ticket_count, look.language, look.working_day_seconds),
            ),
            style.colour(look, f"turn.{row.turn}"),
        )
        for row in frame.itertuples()
    ]
    ours = float(frame.loc[frame["turn"] == "support", "time_percent"].sum())
    finding = text.say("figure.response.hands_finding", look.language, share=f"{text.number(ours, look.language)}%")
    return bars.lying(look, drawn, finding)


def wave(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Above: at what time of day nine in ten of the wave were gone; a triangle: not that day. Below: its size."""
    return style.figure(
        look,
        [_cleared(frame, look), _left(frame, look), _sizes(frame, look)],
        _finding(frame, look),
        HEIGHT,
        xaxis={**days.axis(look, frame["day"]), "anchor": "y2"},
        yaxis=_clock_axis(look),
        yaxis2={"domain": [0, 0.24], "rangemode": "tozero", "visible": False},
        annotations=[
            style.key(look, text.say("figure.response.wave_key", look.language)),
            _sizes_name(int(frame["standing_count"].max()), look),
        ],
        margin={"t": 26},
        bargap=0.2,
    )


def _clock_axis(look: Look) -> dict[str, Any]:
    hours = range(int(look.opening_hour), int(look.closing_hour) + 1, 3)
    return {
        "range": [look.opening_hour - 0.3, look.closing_hour + 2 * GAP_HOURS],
        "tickvals": list(hours),
        "ticktext": [f"{hour:02}:00" for hour in hours],
        "domain": [0.36, 1],
    }


def _cleared(frame: pd.DataFrame, look: Look) -> go.Scatter:
    rows = frame[frame["cleared_hour"].notna()]
    return go.Scatter(
        x=rows["day"],
        y=rows["cleared_hour"].clip(upper=look.closing_hour + GAP_HOURS),
        mode="markers",
        marker={"color": style.colour(look, "us"), "size": 6},
        hovertext=[_day(row, look) for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _left(frame: pd.DataFrame, look: Look) -> go.Scatter:
    """The days on which it was not gone by the evening; today's, while it stands, is none."""
    rows = frame[frame["cleared_hour"].isna() & ~frame["is_unfinished"]]
    return go.Scatter(
        x=rows["day"],
        y=[look.closing_hour + GAP_HOURS for _ in range(len(rows))],
        mode="markers",
        marker={"color": style.colour(look, "late"), "size": 7, "symbol": "triangle-up"},
        hovertext=[_day(row, look) for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _sizes(frame: pd.DataFrame, look: Look) -> go.Bar:
    return go.Bar(
        x=frame["day"],
        y=frame["standing_count"],
        yaxis="y2",
        hovertext=[_day(row, look) for row in frame.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"color": style.colour(look, "calm"), "line": {"width": 0}},
    )


def _sizes_name(most: int, look: Look) -> dict[str, Any]:
    name = style.key(look, text.say("figure.response.wave_sizes", look.language, count=most))
    return {**name, "y": 0.24, "font": {**name["font"], "size": 12}}


def _day(row: Any, look: Look) -> str:
    facts = {"day": days.said(row.day, look), "count": int(row.standing_count)}
    if not pd.isna(row.cleared_hour):
        return text.say("figure.response.wave_day", look.language, time=text.time_of_day(row.cleared_hour), **facts)
    key = "wave_day_unfinished" if row.is_unfinished else "wave_day_left"
    return text.say(f"figure.response.{key}", look.language, **facts)


def _finding(frame: pd.DataFrame, look: Look) -> str:
    finished = frame[~frame["is_unfinished"]]
    gone = int(finished["cleared_hour"].notna().sum())
    return text.say("figure.response.wave_finding", look.language, part=gone, count=len(finished))
