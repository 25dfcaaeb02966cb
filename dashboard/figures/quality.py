"""How what the checks find goes on from version to version: one small line per check, each with its own scale."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import style
from dashboard.figures.style import Look

MOST_LINES = 8
NAME_LENGTH, LEAST_TITLE = 52, 20
STRIP, EDGES = 54, 40
"""In pixels: the height of one line with its name above it, and of the axis below all."""
LINE_FROM, LINE_TO, NAME_AT = 0.08, 0.52, 0.8
"""Where in its strip a line and its name stand, from 0 to 1."""
COLOURS = {"wrong": "late", "doubtful": "us"}
ORDER = ("wrong", "doubtful", "note")


def trend(frame: pd.DataFrame, look: Look) -> go.Figure:
    """The worst checks, the worst on top; a full mark where the check spoke up, an empty one where it did not."""
    lines = _worst(frame)
    has_sources = frame["source"].nunique() > 1
    stamps = list(frame.sort_values("checked_at")["stamp"].drop_duplicates())
    places = {stamp: place for place, stamp in enumerate(stamps)}
    drawn = [_line(rows, len(lines) - 1 - at, places, look) for at, rows in enumerate(lines)]
    words = [
        one for at, rows in enumerate(lines) for one in _words(rows, len(lines) - 1 - at, places, look, has_sources)
    ]
    return style.figure(
        look,
        drawn,
        _finding(lines[0], look, has_sources),
        STRIP * len(lines) + EDGES,
        xaxis=_axis(frame, stamps, look),
        yaxis={"visible": False, "range": [0, len(lines)]},
        annotations=words,
        margin={"r": 64, "t": 0},
    )


def _worst(frame: pd.DataFrame) -> list[pd.DataFrame]:
    groups = [rows.sort_values("checked_at") for _, rows in frame.groupby(["source", "check_key"], sort=True)]
    return sorted(groups, key=_rank)[:MOST_LINES]


def _rank(rows: pd.DataFrame) -> tuple:
    last = rows.iloc[-1]
    return (not last["is_raised"], ORDER.index(last["quality_severity"]), -int(last["found_count"]))


def _line(rows: pd.DataFrame, strip: int, places: dict[str, int], look: Look) -> go.Scatter:
    last = rows.iloc[-1]
    colour = style.colour(look, COLOURS.get(last["quality_severity"], "calm") if last["is_raised"] else "calm")
    paper = style.ink(look, "paper")
    return go.Scatter(
        x=[places[stamp] for stamp in rows["stamp"]],
        y=_heights(rows, strip),
        mode="lines+markers",
        line={"color": colour, "width": 1.8},
        marker={
            "size": 8,
            "color": [colour if raised else paper for raised in rows["is_raised"]],
            "line": {"color": colour, "width": 1.6},
        },
        hovertext=[_said(row, look) for row in rows.to_dict("records")],
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=[[place] for place in rows.index],
        cliponaxis=False,
    )


def _words(
    rows: pd.DataFrame, strip: int, places: dict[str, int], look: Look, has_sources: bool
) -> list[dict[str, Any]]:
    """The check's name above its line, and the newest count at the end."""
    last = rows.iloc[-1]
    shared = {
        "showarrow": False,
        "yanchor": "middle",
        "xanchor": "left",
        "font": {"color": style.ink(look, "text"), "size": 13},
    }
    count = text.number(int(last["found_count"]), look.language)
    return [
        {**shared, "xref": "paper", "x": 0, "y": strip + NAME_AT, "text": _name(last, look, has_sources)},
        {**shared, "x": places[last["stamp"]], "xshift": 10, "y": _heights(rows, strip)[-1], "text": f"<b>{count}</b>"},
    ]


def _name(row: pd.Series, look: Look, has_sources: bool) -> str:
    """The check, and of which helpdesk where there are several: two would read alike without it."""
    title, source = _title(row, look), _source(row, has_sources)
    return style.short(title, max(NAME_LENGTH - len(source), LEAST_TITLE)) + style.plain(source)


def _title(row: pd.Series, look: Look) -> str:
    return text.say(f"quality.{row['check_key']}.title", look.language)


def _source(row: pd.Series, has_sources: bool) -> str:
    return f" ({row['source']})" if has_sources else ""


def _heights(rows: pd.DataFrame, strip: int) -> list[float]:
    """Each line has its own scale: from nothing to the most that was found."""
    top = max(int(rows["found_count"].max()), 1)
    return [strip + LINE_FROM + (LINE_TO - LINE_FROM) * count / top for count in rows["found_count"]]


def _axis(frame: pd.DataFrame, stamps: list[str], look: Look) -> dict[str, Any]:
    moments = dict(zip(frame["stamp"], frame["checked_at"], strict=True))
    ends = sorted({0, len(stamps) - 1})
    return {
        "range": [-0.3, len(stamps) - 0.7],
        "tickvals": ends,
        "ticktext": [_moment(moments[stamps[place]], look) for place in ends],
        "ticklabelposition": "outside",
    }


def _said(row: dict[str, Any], look: Look) -> str:
    return text.say(
        "figure.quality.point" if row["is_raised"] else "figure.quality.quiet_point",
        look.language,
        check=style.plain(text.say(f"quality.{row['check_key']}.title", look.language)),
        source=style.plain(row["source"]),
        count=int(row["found_count"]),
        whole=int(row["checked_count"]),
        moment=_moment(row["checked_at"], look),
    )


def _moment(moment: Any, look: Look) -> str:
    zone = look.as_of.tzinfo if look.as_of else None
    return text.moment(pd.Timestamp(moment).to_pydatetime(), zone, look.language)  # type: ignore[arg-type]


def _finding(rows: pd.DataFrame, look: Look, has_sources: bool) -> str:
    first, last = rows.iloc[0], rows.iloc[-1]
    return text.say(
        "figure.quality.finding",
        look.language,
        check=_title(last, look) + _source(last, has_sources),
        count=int(last["found_count"]),
        before=int(first["found_count"]),
        moment=_moment(first["checked_at"], look),
    )
