"""Reasons of contact: how many tickets each brought, and through which channel."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import style
from dashboard.figures.style import Look

CHANNELS_SHOWN, ROW_HEIGHT, EDGES = 7, 30, 44


def channels(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Reasons downwards, channels across, each cell with its tickets; the commonest first, rare channels left out."""
    rows = frame.assign(
        place=range(len(frame)), channel=frame["channel"].astype(object).where(frame["channel"].notna(), "")
    )
    reasons = _by_size(rows, "contact_reason")
    shown = _by_size(rows, "channel")[:CHANNELS_SHOWN]
    rows = rows[rows["channel"].isin(shown)]
    grid = rows.pivot_table(index="contact_reason", columns="channel", values="ticket_count", aggfunc="sum")
    grid = grid.reindex(index=reasons, columns=shown)
    return style.figure(
        look,
        [_cells(grid, look), _handles(rows, reasons, shown, look)],
        _finding(frame, look),
        ROW_HEIGHT * max(len(reasons), 4) + EDGES,
        xaxis={
            "side": "top",
            "tickvals": list(range(len(shown))),
            "ticktext": [_channel(one, look) for one in shown],
            "range": [-0.5, len(shown) - 0.5],
        },
        yaxis={
            "range": [len(reasons) - 0.5, -0.5],
            "tickvals": list(range(len(reasons))),
            "ticktext": [style.short(text.of("reason", one, look.language), 30) for one in reasons],
            "tickfont": {"color": style.ink(look, "text"), "size": 13},
            "showgrid": False,
        },
        margin={"t": 30},
    )


def _by_size(rows: pd.DataFrame, column: str) -> list[str]:
    return list(rows.groupby(column)["ticket_count"].sum().sort_values(ascending=False).index)


def _cells(grid: pd.DataFrame, look: Look) -> go.Heatmap:
    # The colour grows with the root: a few large cells would leave all others pale.
    return go.Heatmap(
        z=np.sqrt(grid.to_numpy(dtype=float)),
        colorscale=[[0, style.ink(look, "band")], [1, style.accent(look)]],
        xgap=2,
        ygap=2,
        hoverinfo="skip",
        showscale=False,
        zmin=0,
    )


def _handles(rows: pd.DataFrame, reasons: list[str], shown: list[str], look: Look) -> go.Scatter:
    """The numbers in the cells; a heatmap's own cells can be neither picked nor described."""
    half = rows["ticket_count"].max() / 4  # the root's middle
    dark, light = ("#0b1320", "#ffffff") if look.is_dark else ("#ffffff", style.ink(look, "text"))
    return go.Scatter(
        x=[shown.index(one) for one in rows["channel"]],
        y=[reasons.index(one) for one in rows["contact_reason"]],
        mode="markers+text",
        text=[text.number(count, look.language) for count in rows["ticket_count"]],
        textfont={"size": 12, "color": [dark if count > half else light for count in rows["ticket_count"]]},
        marker={"size": 24, "opacity": 0, "symbol": "square"},
        customdata=[[place] for place in rows["place"]],
        hovertext=[_cell(row, look) for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}, "textfont": {"color": style.ink(look, "faint")}},
    )


def _cell(row: Any, look: Look) -> str:
    return text.say(
        "figure.reasons.cell",
        look.language,
        reason=style.plain(text.of("reason", row.contact_reason, look.language)),
        channel=_channel(row.channel, look),
        count=int(row.ticket_count),
    )


def _channel(name: str, look: Look) -> str:
    said = text.of("channel", name, look.language) if name else text.say("filter.none", look.language)
    return style.short(said, 12)


def _finding(frame: pd.DataFrame, look: Look) -> str:
    sums = frame.groupby("contact_reason")["ticket_count"].sum()
    top = str(sums.idxmax())
    return text.say(
        "figure.reasons.finding",
        look.language,
        reason=text.of("reason", top, look.language),
        count=int(sums[top]),
        share=text.percent(int(sums[top]), int(sums.sum()), look.language, 0),
    )
