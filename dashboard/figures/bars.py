"""Bars that lie, one per row of a frame, each with its number beside it. Every bar starts at zero."""

from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import style
from dashboard.figures.style import Look

BAR_HEIGHT, UNDER_HEIGHT, EDGES, LEAST_BARS = 34, 10, 26, 4
"""In pixels; a figure has room for four bars even where it has fewer, so that one bar is no block."""


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length, a sentence for the hover, its colour, small words below the label.

    ``has_row`` is false for a bar that stands for several rows of the frame: a click on it leads nowhere.
    """

    label: str
    count: int
    hover: str
    colour: str
    under: str = ""
    has_row: bool = True


def lying(look: Look, bars: list[Bar], finding: str) -> go.Figure:
    """The bars in the order given, the first on top."""
    drawn = go.Bar(
        x=[bar.count for bar in bars],
        y=list(range(len(bars))),
        orientation="h",
        text=[text.number(bar.count, look.language) for bar in bars],
        textposition="outside",
        textfont={"color": style.ink(look, "text")},
        cliponaxis=False,
        hovertext=[bar.hover for bar in bars],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"color": [bar.colour for bar in bars], "cornerradius": 3},
        customdata=[[place if bar.has_row else -1] for place, bar in enumerate(bars)],
    )
    longest = max(bar.count for bar in bars) or 1
    each = BAR_HEIGHT + (UNDER_HEIGHT if any(bar.under for bar in bars) else 0)
    return style.figure(
        look,
        [drawn],
        finding,
        each * max(LEAST_BARS, len(bars)) + EDGES,
        # Room for the number beside the longest bar, on a small screen too.
        xaxis={"visible": False, "range": [0, longest * (1.08 + 0.05 * len(str(longest)))]},
        yaxis=_names(look, bars),
    )


def _names(look: Look, bars: list[Bar]) -> dict:
    small = f'<span style="font-size:12px;color:{style.ink(look, "faint")}">'
    return {
        "range": [max(LEAST_BARS, len(bars)) - 0.5, -0.5],
        "tickvals": list(range(len(bars))),
        "ticktext": [
            style.short(bar.label, 34) + (f"<br>{small}{style.plain(bar.under)}</span>" if bar.under else "")
            for bar in bars
        ],
        "showgrid": False,
        "ticklabelstandoff": 6,
        "tickfont": {"color": style.ink(look, "text"), "size": 13},
    }


def longest(bars: list[Bar]) -> Bar:
    """The bar that a finding names."""
    return max(bars, key=lambda bar: bar.count)
