"""Lines over days, one per series, each named at its end instead of in a legend."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import days, style
from dashboard.figures.style import Look

HEIGHT, PLOT_HEIGHT = 280, 230


@dataclass(frozen=True)
class Series:
    """One line: its rows (columns ``day`` and ``count``), its name, its colour, and the catalogue key of its hover."""

    rows: pd.DataFrame
    name: str
    colour: str
    hover: str

    @property
    def last(self) -> float:
        """The value at the end of the line."""
        return float(self.rows["count"].iloc[-1])


def over_days(series: list[Series], look: Look, finding: str, height: int = HEIGHT) -> go.Figure:
    """The lines in one picture; the hover of each point is filled with ``name``, ``count`` and ``day``."""
    every_day = pd.concat([one.rows["day"] for one in series])
    top = max(float(pd.concat([one.rows["count"] for one in series]).max()), 1)
    shifts = days.apart([one.last for one in series], (height - HEIGHT + PLOT_HEIGHT) / top)
    return style.figure(
        look,
        [_line(one, look) for one in series],
        finding,
        height,
        xaxis=days.axis(look, every_day, days.TICKS if height >= HEIGHT else days.FEW_TICKS),
        yaxis={"range": [0, top * 1.1], "nticks": 5},
        shapes=days.weekends(look, every_day),
        annotations=[_end(one, shift, look) for one, shift in zip(series, shifts, strict=True)],
        margin={"r": 150},
    )


def _end(one: Series, shift: int, look: Look) -> dict[str, Any]:
    # With a colon: a department may be called by a number.
    words = f"{style.short(one.name, 20)}: {text.number(one.last, look.language)}"
    return days.end_label(one.rows["day"].iloc[-1], one.last, words, colour=one.colour, shift=shift)


def _line(one: Series, look: Look) -> go.Scatter:
    name = style.plain(one.name)
    said = [
        text.say(one.hover, look.language, name=name, count=int(count), day=days.said(day, look))
        for day, count in zip(one.rows["day"], one.rows["count"], strict=True)
    ]
    return go.Scatter(
        x=one.rows["day"],
        y=one.rows["count"],
        mode="lines",
        line={"color": one.colour, "width": 2.2},
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
    )
