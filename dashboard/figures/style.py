"""One palette and one template. A colour means one thing everywhere, in light and in dark.

Blue is us: states we hold and turns that are ours are its shades. Amber waits for the customer, purple for a
third party, green is done. Red says late or harmful and never stands for a category.
"""

import html
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import plotly.graph_objects as go
import plotly.io as pio

FONT = '"Source Sans", "Source Sans 3", sans-serif'
_INK = {
    False: {
        "text": "#1b2430",
        "faint": "#556274",
        "grid": "#e8ecf1",
        "band": "#f0f4f9",
        "paper": "#ffffff",
        "edge": "#c3ccd8",
    },
    True: {
        "text": "#e7ecf2",
        "faint": "#a7b2c1",
        "grid": "#252e39",
        "band": "#1a222c",
        "paper": "#11161d",
        "edge": "#465262",
    },
}
_PALETTE = {
    False: {
        "us": "#1f5fbf",
        "calm": "#5f7186",
        "in": "#6f8fb8",
        "out": "#14795b",
        "late": "#b3261e",
        "state.new": "#4c8fdd",
        "state.in_analysis": "#1f5fbf",
        "state.in_progress": "#143a77",
        "state.waiting_customer": "#b06a00",
        "state.on_hold": "#8a4f9e",
        "state.resolved": "#14795b",
        "state.closed": "#7b8798",
        "state.unknown": "#3d4652",
        "turn.support": "#1f5fbf",
        "turn.customer": "#b06a00",
        "turn.third_party": "#8a4f9e",
        "turn.finished": "#14795b",
        "turn.unknown": "#7b8798",
        "band.0": "#5c8fd3",
        "band.1": "#1f5fbf",
        "band.2": "#d9695f",
        "band.3": "#9b1c14",
    },
    True: {
        "us": "#6aa5f5",
        "calm": "#93a1b3",
        "in": "#7f9cc4",
        "out": "#4fbf9c",
        "late": "#ff8a80",
        "state.new": "#a9d0ff",
        "state.in_analysis": "#6aa5f5",
        "state.in_progress": "#3f7fe0",
        "state.waiting_customer": "#e2a548",
        "state.on_hold": "#c692db",
        "state.resolved": "#4fbf9c",
        "state.closed": "#8f9bab",
        "state.unknown": "#d3dae3",
        "turn.support": "#6aa5f5",
        "turn.customer": "#e2a548",
        "turn.third_party": "#c692db",
        "turn.finished": "#4fbf9c",
        "turn.unknown": "#8f9bab",
        "band.0": "#3f73c4",
        "band.1": "#8fbcfa",
        "band.2": "#c9645c",
        "band.3": "#ff958b",
    },
}
MEANINGS = tuple(_PALETTE[False])
"""Everything a colour can mean."""
SERIES = ("turn.support", "turn.customer", "turn.third_party", "turn.finished", "state.new", "state.closed")
"""Where series have no meaning of their own (departments)."""
REST = "state.closed"
"""Grey, for the others taken together."""


@dataclass(frozen=True)
class Look:
    """For whom a figure is drawn: language, light or dark, and the company's hours."""

    language: str
    is_dark: bool
    working_day_seconds: int
    opening_hour: float = 9
    closing_hour: float = 18
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    as_of: datetime | None = None


def colour(look: Look, name: str) -> str:
    """The colour of a meaning (``us``, ``state.new``, ``turn.support``, ``band.3``); calm grey for an unknown one."""
    palette = _PALETTE[look.is_dark]
    return palette.get(name, palette["calm"])


def accent(look: Look) -> str:
    """Our own colour."""
    return colour(look, "us")


def ink(look: Look, name: str) -> str:
    """text, faint, grid, band, paper or edge."""
    return _INK[look.is_dark][name]


def plain(words: object) -> str:
    """Text from outside inside a figure: plotly reads some HTML."""
    return html.escape(str(words), quote=False)


def short(words: object, limit: int = 26) -> str:
    """A label that fits beside a bar."""
    said = str(words)
    return plain(said if len(said) <= limit else said[: limit - 1].rstrip() + "…")


# Plotly would copy its own template into every figure before ours replaces it.
pio.templates.default = None


def figure(look: Look, traces: list[Any], finding: str, height: int = 280, grain: str = "", **layout: Any) -> go.Figure:
    """A figure in the house's template; its one-sentence finding travels in ``layout.meta``.

    So does its ``grain``, where one picture may be of days or of weeks: its subtitle has to say which.
    """
    drawn = go.Figure(traces)
    meta = {"finding": finding, "grain": grain}
    drawn.update_layout(template=_template(look.is_dark, look.language), height=height, meta=meta, **layout)
    return drawn


def key(look: Look, words: str) -> dict[str, Any]:
    """A line above the plot that says what its marks are."""
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1.01,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "text": words,
        "font": {"color": ink(look, "faint"), "size": 13},
    }


@cache
def _template(is_dark: bool, language: str) -> go.layout.Template:
    shades = _INK[is_dark]
    axis = {
        "gridcolor": shades["grid"],
        "linecolor": shades["edge"],
        "zerolinecolor": shades["edge"],
        "zeroline": False,
        "tickfont": {"color": shades["faint"], "size": 12},
        "title": {"font": {"color": shades["faint"], "size": 12}},
        "automargin": True,
        "fixedrange": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": shades["text"]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
            "xaxis": {**axis, "showgrid": False},
            "yaxis": axis,
            "bargap": 0.28,
            "showlegend": False,
            "dragmode": False,
            "separators": ",." if language == "pt-BR" else ".,",
            "hoverlabel": {
                "bgcolor": shades["paper"],
                "bordercolor": shades["edge"],
                "font": {"color": shades["text"], "family": FONT, "size": 13},
                "align": "left",
            },
        }
    )
