"""How many tickets there are, day by day, and what came and went."""

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import days, style
from dashboard.figures.style import Look

HEIGHT, LINES_SHARE = 330, 0.6


def over_time(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Lines of open tickets and of the queue above, bars of opened and closed below."""
    # A source without a history of turns has no past queue: then the line is left out.
    stocks = [(column, meaning) for column, meaning in _STOCKS if column in frame]
    levels = [column for column, _ in stocks]
    rows = days.by_week(frame, levels, ["opened_count", "closed_count", "reopened_count"])
    unfinished = days.is_unfinished(look, rows["day"].iloc[-1])
    lines = [_line(rows, column, meaning, look) for column, meaning in stocks]
    bars = [_bars(rows, column, meaning, look, unfinished) for column, meaning in _FLOWS]
    last = rows.iloc[-1]
    top = max(float(rows[levels].max().max()), 1)
    shifts = days.apart([last[column] for column in levels], HEIGHT * LINES_SHARE / top)
    labels = [
        _label(last, column, meaning, look, shift) for (column, meaning), shift in zip(stocks, shifts, strict=True)
    ]
    return style.figure(
        look,
        lines + bars,
        _finding(rows, look),
        HEIGHT,
        xaxis={**days.axis(look, rows["day"]), "anchor": "y2"},
        yaxis={"domain": [1 - LINES_SHARE, 1], "range": [0, top * 1.12], "nticks": 5},
        yaxis2={**_mirrored(rows, look), "domain": [0, 1 - LINES_SHARE - 0.09]},
        shapes=days.weekends(look, rows["day"]),
        annotations=[*labels, *_bar_names(look)],
        margin={"r": 118},
        barmode="relative",
        bargap=0.12,
        grain="week" if days.is_weekly(rows) else "",
    )


_STOCKS = (("open_count", "calm"), ("queue_count", "us"))
_FLOWS = (("opened_count", "in"), ("closed_count", "out"))


def _line(rows: pd.DataFrame, column: str, meaning: str, look: Look) -> go.Scatter:
    said = [
        text.say(f"figure.stock.{column}", look.language, count=int(count), day=days.said(day, look))
        for day, count in zip(rows["day"], rows[column], strict=True)
    ]
    return go.Scatter(
        x=rows["day"],
        y=rows[column],
        mode="lines",
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
        line={"color": style.colour(look, meaning), "width": 2.4 if meaning == "us" else 1.8},
    )


def _bars(rows: pd.DataFrame, column: str, meaning: str, look: Look, unfinished: bool) -> go.Bar:
    key = f"figure.stock.{column}_week" if days.is_weekly(rows) else f"figure.stock.{column}"
    said = [
        text.say(key, look.language, count=int(count), day=days.said(day, look))
        for day, count in zip(rows["day"], rows[column], strict=True)
    ]
    sign = -1 if column == "closed_count" else 1
    pattern = [""] * (len(rows) - 1) + ["/" if unfinished else ""]
    return go.Bar(
        x=rows["day"],
        y=rows[column] * sign,
        yaxis="y2",
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "color": style.colour(look, meaning),
            "pattern": {"shape": pattern, "fillmode": "replace"},
            "line": {"width": 0},
        },
    )


def _label(last: pd.Series, column: str, meaning: str, look: Look, shift: int) -> dict:
    words = text.say(f"figure.stock.{column}_name", look.language, count=int(last[column]))
    return days.end_label(last["day"], last[column], words, colour=style.colour(look, meaning), shift=shift)


def _bar_names(look: Look) -> list[dict]:
    middle = (1 - LINES_SHARE - 0.09) / 2
    places = (("opened_count", "in", middle * 1.45), ("closed_count", "out", middle * 0.55))
    return [
        {
            "xref": "paper",
            "yref": "paper",
            "x": 1,
            "y": y,
            "xanchor": "left",
            "xshift": 6,
            "showarrow": False,
            "text": text.say(f"figure.stock.{column}_name", look.language),
            "font": {"color": style.colour(look, meaning), "size": 13},
        }
        for column, meaning, y in places
    ]


def _mirrored(rows: pd.DataFrame, look: Look) -> dict:
    """Closed tickets hang below the line, so the axis says sizes and not signs."""
    top = max(float(rows[["opened_count", "closed_count"]].max().max()), 1)
    size = 10 ** (len(str(int(top))) - 1)
    mark = size * int(top // size)
    return {
        "tickvals": [-mark, 0, mark],
        "ticktext": [text.number(value, look.language) for value in (mark, 0, mark)],
        "range": [-top * 1.1, top * 1.1],
        "zeroline": True,
    }


def _finding(rows: pd.DataFrame, look: Look) -> str:
    first, last = rows.iloc[0], rows.iloc[-1]
    queue = {"queue": int(last["queue_count"])} if "queue_count" in rows else {}
    return text.say(
        "figure.stock.finding" if queue else "figure.stock.finding_open",
        look.language,
        open=int(last["open_count"]),
        **queue,
        start=days.said(first["day"], look),
        before=int(first["open_count"]),
        opened=int(rows["opened_count"].sum()),
        closed=int(rows["closed_count"].sum()),
    )
