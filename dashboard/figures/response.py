"""Response times as curves: the share that still waits, hour after hour, with the number at risk told below."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import style
from dashboard.figures.style import Look

PLOT_HEIGHT, TICKS_HEIGHT, LINE_HEIGHT = 250, 30, 18
QUANTILES = {"median": 0.5, "p90": 0.1}
MOST_TICKS = 6


@dataclass(frozen=True)
class Group:
    """One curve: its steps, the numbers at risk, its row of quantiles, its name and colour."""

    steps: pd.DataFrame
    risks: dict[int, int]
    first: Any
    name: str
    colour: str


def curve(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Step curves of the share still waiting; a single one has its 95 % band, and its median and 9 in 10 marked."""
    groups = _groups(frame, look)
    end = max(_end(group) for group in groups)
    ticks = _ticks(list(groups[0].risks), end)
    is_single = len(groups) == 1
    below = _below(groups, ticks, look, is_single)
    traces = [trace for group in groups for trace in _traces(group, look, is_single)]
    bottom = TICKS_HEIGHT + LINE_HEIGHT * max(row for _, row in below) + 12
    return style.figure(
        look,
        traces,
        _finding(groups, look),
        PLOT_HEIGHT + bottom,
        xaxis=_time_axis(ticks, end, groups[0].first.clock, look),
        yaxis={"range": [-0.02, 1.04], "tickvals": [0, 0.1, 0.5, 1], "ticktext": ["0%", "10%", "50%", "100%"]},
        annotations=[
            *(_placed(note, row) for note, row in below),
            *(_named(groups[0], look, end) if is_single else []),
        ],
        margin={"b": bottom, "t": 12},
    )


def group_name(dimension: str, key: str, language: str) -> str:
    """A group as people call it: all together, a month, a kind, and those in none."""
    if dimension == "all":
        return text.say("response_group.everything", language)
    if not key:
        return text.say("filter.none", language)
    if dimension == "month":
        return text.month(date(int(key[:4]), int(key[4:]), 1), language)
    names = {"kind": "response_kind", "channel": "channel"}
    return text.of(names[dimension], key, language) if dimension in names else key


def said(seconds: float | None, clock: str, look: Look) -> str:
    """A duration in the clock's words; one that is not reached says so."""
    if seconds is None or pd.isna(seconds):
        return text.say("figure.response.not_reached", look.language)
    return text.duration(seconds, look.language, look.working_day_seconds if clock == "working" else None)


def _groups(frame: pd.DataFrame, look: Look) -> list[Group]:
    found = []
    for place, (_, rows) in enumerate(frame.groupby("place", sort=True)):
        marked = rows[rows["is_mark"]]
        first = next(rows.itertuples())
        name = group_name(first.dimension, first.group_key, look.language)
        risks = dict(zip(marked["seconds"].astype(int), marked["risk_count"].astype(int), strict=True))
        colour = style.colour(look, style.SERIES[place % len(style.SERIES)])
        found.append(Group(_steps(rows[~rows["is_mark"]]), risks, first, name, colour))
    return found


def _steps(rows: pd.DataFrame) -> pd.DataFrame:
    """From all at the opening; where the band has no edge of its own it goes on as it was."""
    columns = ["seconds", "waiting_share", "low_share", "high_share", "risk_count"]
    start = pd.DataFrame([[0.0, 1.0, 1.0, 1.0, rows["risk_count"].max()]], columns=columns)
    steps = pd.concat([start, rows[columns].astype("float64")], ignore_index=True)
    return steps.assign(low_share=steps["low_share"].ffill(), high_share=steps["high_share"].ffill())


def _end(group: Group) -> float:
    """How far the picture goes: somewhat beyond the 9 in 10 and its limit, where there are any."""
    last = float(group.steps["seconds"].iloc[-1]) or 60.0
    edges = [edge for edge in (group.first.p90_seconds, group.first.p90_high_seconds) if not pd.isna(edge)]
    return min(last, 1.35 * max(edges)) if edges and max(edges) > 0 else last


def _ticks(marks: list[int], end: float) -> list[int]:
    """Of the marks within the picture as many as have room."""
    kept = [0]
    for mark in marks:
        if kept[-1] + end / MOST_TICKS <= mark <= end * 0.97:
            kept.append(mark)
    return kept


def _time_axis(ticks: list[int], end: float, clock: str, look: Look) -> dict[str, Any]:
    words = ["0", *(said(tick, clock, look) for tick in ticks[1:])]
    return {"range": [-0.03 * end, end * 1.02], "tickvals": ticks, "ticktext": words, "showgrid": True}


def _traces(group: Group, look: Look, is_single: bool) -> list[go.Scatter]:
    line = go.Scatter(
        x=group.steps["seconds"],
        y=group.steps["waiting_share"],
        mode="lines",
        line={"color": group.colour, "width": 2.2, "shape": "hv"},
        hovertext=[_step(step, group, look) for step in group.steps.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    band = _band(group, look) if is_single else []
    return [*band, line, *(_mark(group, name, look, is_single) for name in QUANTILES)]


def _band(group: Group, look: Look) -> list[go.Scatter]:
    edge = {
        "x": group.steps["seconds"],
        "mode": "lines",
        "line": {"width": 0, "shape": "hv"},
        "hoverinfo": "skip",
    }
    return [
        go.Scatter(y=group.steps["low_share"], **edge),
        go.Scatter(y=group.steps["high_share"], fill="tonexty", fillcolor=style.ink(look, "edge"), **edge),
    ]


def _mark(group: Group, name: str, look: Look, is_single: bool) -> go.Scatter:
    """A dot where the curve comes down to the quantile, with its limits; none where it does not."""
    value, low, high = (getattr(group.first, f"{name}{edge}_seconds") for edge in ("", "_low", "_high"))
    at = [] if pd.isna(value) else [float(value)]
    limits = {
        "type": "data",
        "symmetric": False,
        "array": [0.0 if pd.isna(high) else float(high) - one for one in at],
        "arrayminus": [0.0 if pd.isna(low) else one - float(low) for one in at],
        "color": group.colour,
        "thickness": 1.6,
        "width": 4,
    }
    return go.Scatter(
        x=at,
        y=[QUANTILES[name] for _ in at],
        mode="markers",
        marker={"color": style.ink(look, "paper"), "size": 8, "line": {"color": group.colour, "width": 2}},
        hovertext=[quantile(group, name, look) for _ in at],
        hovertemplate="%{hovertext}<extra></extra>",
        **({"error_x": limits} if is_single else {}),
    )


def quantile(group: Group, name: str, look: Look) -> str:
    """A quantile of a group with its limits, as a sentence."""
    edges = {
        key: said(getattr(group.first, f"{name}{edge}_seconds"), group.first.clock, look)
        for key, edge in (("value", ""), ("low", "_low"), ("high", "_high"))
    }
    return text.say(f"figure.response.{name}", look.language, group=style.plain(group.name), **edges)


def _step(step: Any, group: Group, look: Look) -> str:
    shares = {
        name: f"{text.number(100 * getattr(step, f'{name}_share'), look.language, 1)}%"
        for name in ("waiting", "low", "high")
    }
    return text.say(
        "figure.response.step",
        look.language,
        group=style.plain(group.name),
        time=said(step.seconds, group.first.clock, look),
        count=int(step.risk_count),
        **shares,
    )


def _named(group: Group, look: Look, end: float) -> list[dict[str, Any]]:
    """What the two dots of a single curve stand for, in words beside them."""
    notes = []
    for name, share in QUANTILES.items():
        value = getattr(group.first, f"{name}_seconds")
        words = text.say(f"figure.response.{name}_name", look.language, value=said(value, group.first.clock, look))
        is_left = pd.isna(value) or value > 0.78 * end
        at = end if pd.isna(value) else float(value)
        notes.append(
            {
                "x": at,
                "y": share,
                "text": words,
                "showarrow": False,
                "xanchor": "right" if is_left else "left",
                "yanchor": "bottom",
                "xshift": -6 if is_left else 8,
                "yshift": 22 if is_left else 5,
                "font": {"color": style.ink(look, "text"), "size": 13},
            }
        )
    return notes


def _below(groups: list[Group], ticks: list[int], look: Look, is_single: bool) -> list[tuple[dict[str, Any], int]]:
    """Notes with the line they stand in: the number at risk at each tick, under the name of its curve."""
    faint = style.ink(look, "faint")
    heading = text.say("figure.response.at_risk", look.language)
    notes = [({"text": heading, "xref": "paper", "x": 0, "xanchor": "left", "font": {"color": faint, "size": 12}}, 1)]
    line = 1
    for group in groups:
        if not is_single:
            line += 1
            name = {"text": f"<b>— {style.short(group.name, 40)}</b>", "xref": "paper", "x": 0, "xanchor": "left"}
            notes.append(({**name, "font": {"color": group.colour, "size": 12}}, line))
        line += 1
        for tick in ticks:
            count = text.number(group.risks.get(tick, 0), look.language)
            notes.append(({"text": count, "x": tick, "xanchor": "center", "font": {"color": faint, "size": 12}}, line))
    return notes


def _placed(note: dict[str, Any], line: int) -> dict[str, Any]:
    place = {"yref": "paper", "y": 0, "yanchor": "top", "yshift": -(TICKS_HEIGHT + LINE_HEIGHT * (line - 1))}
    return {**note, **place, "showarrow": False}


def _finding(groups: list[Group], look: Look) -> str:
    first = groups[0].first
    if len(groups) == 1:
        return " ".join(quantile(groups[0], name, look) for name in QUANTILES)
    medians = [group.first.median_seconds for group in groups]
    reached = [value for value in medians if not pd.isna(value)]
    edges = {
        "low": said(min(reached, default=None), first.clock, look),
        "high": said(max(reached, default=None), first.clock, look),
    }
    return text.say("figure.response.groups_finding", look.language, count=len(groups), **edges)
