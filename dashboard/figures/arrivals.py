"""When tickets come: hour by hour and weekday by weekday, with the working hours drawn in."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import style
from dashboard.figures.style import Look

DAYS = range(1, 8)


def heatmap(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Average arrivals of each hour of each weekday: all of them over all such days."""
    rows = frame.assign(mean=frame["opened_count"] / frame["day_count"].where(frame["day_count"] > 0))
    grid = rows.pivot_table(index="weekday", columns="hour", values="mean").reindex(index=DAYS, columns=range(24))
    cells = go.Heatmap(
        z=grid.to_numpy(),
        x=np.arange(24),
        y=np.arange(1, 8),
        colorscale=_scale(look),
        xgap=2,
        ygap=2,
        hoverinfo="skip",
        showscale=False,
        zmin=0,
    )
    return style.figure(
        look,
        [cells, _handles(rows, look)],
        _finding(rows, look),
        290,
        xaxis={
            "tickvals": list(range(0, 24, 3)),
            "ticktext": [f"{hour}h" for hour in range(0, 24, 3)],
            "range": [-0.5, 23.5],
        },
        yaxis={
            "autorange": "reversed",
            "tickvals": list(DAYS),
            "ticktext": [_weekday(day, look) for day in DAYS],
            "showgrid": False,
        },
        shapes=[_band(look)],
        annotations=[_band_name(look)],
        margin={"t": 26},
    )


def _handles(rows: pd.DataFrame, look: Look) -> go.Scatter:
    """Invisible marks over the cells: a heatmap's own cells can be neither picked nor described."""
    said = [
        text.say(
            "figure.arrivals.cell",
            look.language,
            weekday=_weekday(row.weekday, look, "long"),
            hour=str(row.hour),
            next=str(row.hour + 1),
            mean=text.number(row.mean, look.language, 1),
            count=int(row.opened_count),
            days=int(row.day_count),
        )
        for row in rows.itertuples()
    ]
    return go.Scatter(
        x=rows["hour"],
        y=rows["weekday"],
        mode="markers",
        marker={"size": 16, "opacity": 0, "symbol": "square"},
        customdata=[[place] for place in range(len(rows))],
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
    )


def _scale(look: Look) -> list:
    return [[0, style.ink(look, "band")], [1, style.accent(look)]]


def _band(look: Look) -> dict:
    return {
        "type": "rect",
        "x0": look.opening_hour - 0.5,
        "x1": look.closing_hour - 0.5,
        "y0": min(look.weekdays) - 0.5,
        "y1": max(look.weekdays) + 0.5,
        "line": {"color": style.ink(look, "text"), "width": 1.4},
        "fillcolor": "rgba(0,0,0,0)",
    }


def _band_name(look: Look) -> dict:
    words = text.say(
        "figure.arrivals.band", look.language, opening=f"{look.opening_hour:g}", closing=f"{look.closing_hour:g}"
    )
    return {
        "x": (look.opening_hour + look.closing_hour - 1) / 2,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "text": words,
        "font": {"color": style.ink(look, "faint"), "size": 12},
    }


def _weekday(day: int, look: Look, length: str = "short") -> str:
    return text.say(f"weekday.{length}.{int(day)}", look.language)


def _finding(rows: pd.DataFrame, look: Look) -> str:
    if not rows["mean"].notna().any():
        return text.say("figure.nothing", look.language)
    top = rows.loc[rows["mean"].idxmax()]
    return text.say(
        "figure.arrivals.finding",
        look.language,
        weekday=_weekday(top["weekday"], look, "long"),
        hour=str(int(top["hour"])),
        mean=text.number(top["mean"], look.language, 1),
    )
