"""Bars that lie, one per row of a frame, each with its number beside it. Every bar starts at zero."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.figures import style
from dashboard.figures.style import Look

BAR_HEIGHT, EDGES = 34, 26


def lying(
    look: Look, labels: Sequence[str], values: Sequence[float], said: Sequence[str], hover: Sequence[str],
    colours: Sequence[str] | str, finding: str, least_height: int = 150,
) -> go.Figure:  # fmt: skip
    """One bar per label in the order given, the first on top; ``said`` stands at its end, ``hover`` is a sentence."""
    room = 1.1 + 0.022 * max(len(words) for words in said)
    top = max([value for value in values if value == value] or [0]) or 1
    bars = go.Bar(
        x=list(values), y=list(range(len(labels))), orientation="h", text=list(said), textposition="outside",
        cliponaxis=False, hovertext=list(hover), hovertemplate="%{hovertext}<extra></extra>",
        marker={"color": colours, "cornerradius": 3}, customdata=[[place] for place in range(len(labels))],
        textfont={"color": style.ink(look, "text")},
    )  # fmt: skip
    return style.figure(
        look, [bars], finding, max(least_height, BAR_HEIGHT * len(labels) + EDGES),
        xaxis={"visible": False, "range": [0, top * room]},
        yaxis={
            "autorange": "reversed", "tickvals": list(range(len(labels))), "ticktext": [style.short(label) for label in labels],
            "showgrid": False, "ticklabelstandoff": 6, "tickfont": {"color": style.ink(look, "text"), "size": 13},
        },
    )  # fmt: skip
