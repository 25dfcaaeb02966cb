"""Satisfaction: week by week against its own noise, the marks given, and groups with what chance alone allows."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import bars, days, style
from dashboard.figures.bars import Bar
from dashboard.figures.style import Look

SATISFIED_FROM, FEW = 4, 10
HEIGHT = 310
GROUPS_SHOWN, GROUP_HEIGHT, LEAST_GROUPS = 20, 42, 3
_SIGNALS = {"above": ("triangle-up", "out"), "below": ("triangle-down", "late")}


def weekly(frame: pd.DataFrame, look: Look) -> go.Figure:
    """The share of the satisfied per week; the band is what varies by itself, a triangle lies beyond it.

    Grey: the weeks before the period. Hollow: few ratings, or not over yet. Below: how many rated.
    """
    period = frame[~frame["is_history"]]
    history = frame[frame["week"] <= period["week"].min()] if len(period) else frame
    return style.figure(
        look,
        [
            *_band(frame, look),
            _line(history, look, "calm", 1.4),
            _line(period, look, "us", 2.4),
            _points(frame, look),
            _counts(frame, look),
        ],
        _weekly_finding(frame, look),
        HEIGHT,
        xaxis={**days.weeks_axis(look, frame["week"]), "anchor": "y2"},
        yaxis={**_share_axis(frame), "domain": [0.34, 1]},
        yaxis2={"domain": [0, 0.2], "rangemode": "tozero", "visible": False},
        annotations=[style.key(look, _key(frame, look)), _counts_name(int(frame["rated_count"].max()), look)],
        margin={"t": 26},
        bargap=0.3,
    )


def _share_axis(frame: pd.DataFrame) -> dict[str, Any]:
    """From below all that is drawn to all satisfied, in steps of 20."""
    lowest = frame[["csat_percent", "low_percent"]].astype("float64").min().min()
    bottom = min(60, 20 * int(lowest // 20))
    return {"range": [bottom - 2, 103], **_percents(range(bottom, 101, 20))}


def _percents(values: Iterable[int]) -> dict[str, Any]:
    return {"tickvals": list(values), "ticktext": [f"{value}%" for value in values]}


def _counts(frame: pd.DataFrame, look: Look) -> go.Bar:
    """How many rated: a jump of few says little."""
    meanings = ["calm" if is_history else "us" for is_history in frame["is_history"]]
    return go.Bar(
        x=frame["week"],
        y=frame["rated_count"],
        yaxis="y2",
        hovertext=[_week(row, look) for row in frame.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"color": [style.colour(look, meaning) for meaning in meanings], "line": {"width": 0}},
    )


def _counts_name(most: int, look: Look) -> dict[str, Any]:
    words = text.say("figure.satisfaction.counts_name", look.language, count=most)
    name = style.key(look, words)
    return {**name, "y": 0.19, "font": {**name["font"], "size": 12}}


def _band(frame: pd.DataFrame, look: Look) -> list[go.Scatter]:
    """The limits as a band, the centre as a dotted line; nothing where the history is too short."""
    if frame["centre_percent"].isna().all():
        return []
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "x": frame["week"]}
    dotted = {"color": style.ink(look, "edge"), "width": 1.4, "dash": "dot"}
    return [
        go.Scatter(y=frame["low_percent"], **edge),
        go.Scatter(y=frame["high_percent"], fill="tonexty", fillcolor=style.ink(look, "band"), **edge),
        go.Scatter(x=frame["week"], y=frame["centre_percent"], mode="lines", line=dotted, hoverinfo="skip"),
    ]


def _line(rows: pd.DataFrame, look: Look, meaning: str, width: float) -> go.Scatter:
    return go.Scatter(
        x=rows["week"],
        y=rows["csat_percent"],
        mode="lines",
        line={"color": style.colour(look, meaning), "width": width},
        hoverinfo="skip",
    )


def _points(frame: pd.DataFrame, look: Look) -> go.Scatter:
    meanings = ["calm" if row.is_history else _SIGNALS.get(row.signal, ("", "us"))[1] for row in frame.itertuples()]
    colours = [style.colour(look, meaning) for meaning in meanings]
    is_hollow = (frame["rated_count"] < FEW) | ~frame["is_complete"]
    paper = style.ink(look, "paper")
    return go.Scatter(
        x=frame["week"],
        y=frame["csat_percent"],
        mode="markers",
        hovertext=[_week(row, look) for row in frame.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "opacity": 1,
            "symbol": [_SIGNALS.get(signal, ("circle", ""))[0] for signal in frame["signal"]],
            "size": [11 if signal in _SIGNALS else 7 for signal in frame["signal"]],
            "color": [paper if hollow else colour for hollow, colour in zip(is_hollow, colours, strict=True)],
            "line": {"color": colours, "width": 1.6},
        },
    )


def _week(row: Any, look: Look) -> str:
    parts = [
        text.say(
            "figure.satisfaction.week",
            look.language,
            day=days.said(row.week, look),
            share=_percent(row.csat_percent, look),
            part=int(row.satisfied_count),
            count=int(row.rated_count),
        )
    ]
    notes = {"few": row.rated_count < FEW, "unfinished": not row.is_complete, str(row.signal): row.signal in _SIGNALS}
    parts += [text.say(f"figure.satisfaction.week_{name}", look.language) for name, holds in notes.items() if holds]
    return "<br>".join(parts)


def _key(frame: pd.DataFrame, look: Look) -> str:
    history = int(frame["history_count"].iloc[0])
    if frame["centre_percent"].isna().all():
        return text.say("figure.satisfaction.no_limits", look.language, count=history)
    edges = (_percent(frame[column].iloc[0], look) for column in ("low_percent", "high_percent"))
    return text.say("figure.satisfaction.limits", look.language, **dict(zip(("low", "high"), edges, strict=True)))


def _weekly_finding(frame: pd.DataFrame, look: Look) -> str:
    if frame["centre_percent"].isna().all():
        return _key(frame, look) + "."
    signals = frame[frame["signal"].notna()]
    if not len(signals):
        return text.say("figure.satisfaction.no_signal", look.language)
    last = signals.iloc[-1]
    facts = {"day": days.said(last["week"], look), "share": _percent(last["csat_percent"], look)}
    return text.say(f"figure.satisfaction.signal_{last['signal']}", look.language, count=len(signals), **facts)


def marks(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per whole step, the best on top; the satisfied in our colour."""
    whole = int(frame["rated_count"].sum())
    drawn = [_mark(int(row.whole_score), int(row.rated_count), whole, look) for row in frame.itertuples()]
    satisfied = int(frame.loc[frame["whole_score"] >= SATISFIED_FROM, "rated_count"].sum())
    return bars.lying(
        look, drawn, text.say("figure.satisfaction.marks_finding", look.language, part=satisfied, count=whole)
    )


def _mark(step: int, count: int, whole: int, look: Look) -> Bar:
    share = text.percent(count, whole, look.language, 0)
    name = text.say("figure.satisfaction.step", look.language, step=step)
    hover = text.say("figure.satisfaction.mark", look.language, step=step, count=count, share=share)
    return Bar(f"{name} · {share}", count, hover, style.colour(look, "us" if step >= SATISFIED_FROM else "calm"))


def by_group(frame: pd.DataFrame, look: Look) -> go.Figure:
    """A dot per group with its 95 % interval; groups with few ratings are hollow and say so. Nobody's rank."""
    rows = frame.reset_index(names="place")
    rows = rows[rows["rated_count"] > 0].reset_index(drop=True)
    more, rows = len(rows) - GROUPS_SHOWN, rows.head(GROUPS_SHOWN)
    names = [group_name(row.dimension, row.group_name, look.language) for row in rows.itertuples()]
    colour = style.colour(look, "us")
    dots = go.Scatter(
        x=rows["csat_percent"],
        y=list(range(len(rows))),
        mode="markers",
        error_x={
            "type": "data",
            "symmetric": False,
            "array": rows["high_percent"] - rows["csat_percent"],
            "arrayminus": rows["csat_percent"] - rows["low_percent"],
            "color": style.colour(look, "in"),
            "thickness": 2,
            "width": 5,
        },
        hovertext=[_group(row, name, look) for row, name in zip(rows.itertuples(), names, strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "size": 11,
            "color": [style.ink(look, "paper") if small else colour for small in rows["is_small"]],
            "line": {"color": colour, "width": 2},
        },
        customdata=[[place] for place in rows["place"]],
    )
    return style.figure(
        look,
        [dots],
        _group_finding(rows, look),
        GROUP_HEIGHT * max(len(rows), LEAST_GROUPS) + 40,
        xaxis={"range": [-3, 104], **_percents(range(0, 101, 25)), "showgrid": True},
        yaxis=_group_axis(rows, names, look),
        annotations=[style.key(look, text.say("figure.satisfaction.more", look.language, count=more))]
        if more > 0
        else [],
        margin={"t": 26 if more > 0 else 8},
    )


def group_name(dimension: str, name: Any, language: str) -> str:
    """A group as people call it: bands by their words, and those in no group."""
    if pd.isna(name):
        return text.say("figure.satisfaction.no_response" if dimension == "band" else "filter.none", language)
    names = {"band": "wait_band", "channel": "channel"}
    return text.of(names[dimension], str(name), language) if dimension in names else str(name)


def _group_axis(rows: pd.DataFrame, names: list[str], look: Look) -> dict[str, Any]:
    small = f'<span style="font-size:12px;color:{style.ink(look, "faint")}">'
    under = [
        text.say(
            "figure.satisfaction.group_under_few" if row.is_small else "figure.satisfaction.group_under",
            look.language,
            share=_percent(row.csat_percent, look),
            count=int(row.rated_count),
        )
        for row in rows.itertuples()
    ]
    return {
        "range": [max(len(rows), LEAST_GROUPS) - 0.5, -0.5],
        "tickvals": list(range(len(rows))),
        "ticktext": [
            f"{style.short(name, 30)}<br>{small}{style.plain(said)}</span>"
            for name, said in zip(names, under, strict=True)
        ],
        "showgrid": False,
        "ticklabelstandoff": 6,
        "tickfont": {"color": style.ink(look, "text"), "size": 13},
    }


def _group(row: Any, name: str, look: Look) -> str:
    percents = {key: _percent(value, look) for key, value in
                {"share": row.csat_percent, "low": row.low_percent, "high": row.high_percent}.items()}  # fmt: skip
    counts = {"part": int(row.satisfied_count), "count": int(row.rated_count)}
    return text.say("figure.satisfaction.group", look.language, group=style.plain(name), **percents, **counts)


def _group_finding(rows: pd.DataFrame, look: Look) -> str:
    """How wide the groups lie apart; whose they are is not said of agents."""
    large = rows[~rows["is_small"]]
    if len(large) < 2:
        return text.say("figure.satisfaction.groups_few", look.language, count=len(rows))
    edges = {"low": _percent(large["csat_percent"].min(), look), "high": _percent(large["csat_percent"].max(), look)}
    return text.say("figure.satisfaction.groups_finding", look.language, count=len(large), **edges)


def _percent(value: float, look: Look) -> str:
    return f"{text.number(value, look.language)}%"
