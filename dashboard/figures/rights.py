"""Rights and duties: one line's share week by week, with how many it stands on."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import days, style
from dashboard.figures.style import Look

HEIGHT = 230


def weekly(frame: pd.DataFrame, look: Look) -> go.Figure:
    """The share per week from zero; hollow: few, or not over yet."""
    rows = frame.sort_values("week")
    top = max(float(rows["share_percent"].max()), 4)
    high = 100 if top > 60 else top * 1.15
    return style.figure(
        look,
        [_line(rows, look)],
        _finding(rows, look),
        HEIGHT,
        xaxis=days.weeks_axis(look, rows["week"]),
        yaxis={"range": [0, high * 1.03], "nticks": 5, "ticksuffix": "%"},
    )


def _line(rows: pd.DataFrame, look: Look) -> go.Scatter:
    colour, paper = style.accent(look), style.ink(look, "paper")
    is_hollow = rows["is_small"] | ~rows["is_complete"]
    return go.Scatter(
        x=rows["week"],
        y=rows["share_percent"],
        mode="lines+markers",
        line={"color": colour, "width": 2.2},
        hovertext=[_week(row, look) for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "size": 7,
            "opacity": 1,
            "color": [paper if hollow else colour for hollow in is_hollow],
            "line": {"color": colour, "width": 1.6},
        },
    )


def _week(row: Any, look: Look) -> str:
    facts = {"day": days.said(row.week, look), "part": int(row.part_count), "count": int(row.whole_count)}
    parts = [text.say("figure.rights.week", look.language, share=_percent(row.share_percent, look), **facts)]
    notes = {"few": row.is_small, "unfinished": not row.is_complete}
    parts += [text.say(f"figure.rights.week_{name}", look.language) for name, holds in notes.items() if holds]
    return "<br>".join(parts)


def _finding(rows: pd.DataFrame, look: Look) -> str:
    """From the first whole week to the last one: what a trend is read from."""
    whole = rows[rows["is_complete"]]
    if len(whole) < 2:
        return text.say("figure.rights.few_weeks", look.language, count=len(whole))
    edges = {"first": whole.iloc[0], "last": whole.iloc[-1]}
    shares = {name: _percent(row["share_percent"], look) for name, row in edges.items()}
    said = {f"{name}_day": days.said(row["week"], look) for name, row in edges.items()}
    return text.say("figure.rights.finding", look.language, count=len(whole), **shares, **said)


def _percent(value: float, look: Look) -> str:
    return f"{text.number(value, look.language, 1)}%"
