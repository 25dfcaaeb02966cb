"""The queue: where it stands, how old it is, how it went, and whether it keeps up."""

from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import bars, days, style
from dashboard.figures.bars import Bar
from dashboard.figures.lines import Series, over_days
from dashboard.figures.style import Look

LATE_FROM, DEPARTMENTS_SHOWN = 2, 10
"""The first age band that is late."""


def by_department(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per department, with its oldest wait below the name."""
    rows = _largest(_named(frame, look), look)
    drawn = [_department(row, look) for row in rows.itertuples()]
    if len(rows) < len(frame):
        drawn[-1] = replace(drawn[-1], has_row=False)
    most = bars.longest(drawn)
    finding = text.say("figure.queue.department_finding", look.language, department=most.label, count=most.count)
    return bars.lying(look, drawn, finding)


def age_bands(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per age band, from on time to forgotten; red begins where it is late."""
    drawn = [_band(int(row.band), int(row.queue_count), look) for row in frame.itertuples()]
    late = int(frame.loc[frame["band"] >= LATE_FROM, "queue_count"].sum())
    finding = text.say("figure.queue.band_finding", look.language, count=late, whole=int(frame["queue_count"].sum()))
    return bars.lying(look, drawn, finding)


def by_turn(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per turn: who owes the next step."""
    drawn = [_turn(row.turn, int(row.ticket_count), look) for row in frame.itertuples()]
    return bars.lying(look, drawn, bars.longest(drawn).hover)


def _department(row: Any, look: Look) -> Bar:
    oldest, median = (_working(getattr(row, f"{name}_working_seconds"), look) for name in ("oldest", "median"))
    facts = {
        "department": style.plain(row.department),
        "count": int(row.queue_count),
        "oldest": oldest,
        "median": median,
    }
    hover = text.say("figure.queue.department", look.language, **facts)
    under = text.say("figure.queue.department_under", look.language, oldest=oldest)
    return Bar(row.department, int(row.queue_count), hover, style.accent(look), under)


def _band(band: int, count: int, look: Look) -> Bar:
    name = text.say(f"band.{band}", look.language)
    hover = text.say("figure.queue.band", look.language, band=name, count=count)
    return Bar(name, count, hover, style.colour(look, f"band.{band}"))


def _turn(turn: str, count: int, look: Look) -> Bar:
    name = text.of("turn", turn, look.language)
    return Bar(
        name,
        count,
        text.say("figure.queue.turn", look.language, turn=name, count=count),
        style.colour(look, f"turn.{turn}"),
    )


def over_time(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One line per department, the longest queue first."""
    rows = _named(frame, look).rename(columns={"queue_count": "count"})
    last_day = rows["day"].max()
    ends = rows[rows["day"] == last_day].set_index("department")["count"]
    names = list(ends.sort_values(ascending=False).index)
    series = [
        Series(
            rows[rows["department"] == name],
            name,
            style.colour(look, style.SERIES[place % len(style.SERIES)]),
            "figure.queue.day",
        )
        for place, name in enumerate(names)
    ]
    finding = text.say("figure.queue.time_finding", look.language, count=int(ends.sum()), day=days.said(last_day, look))
    return over_days(series, look, finding)


def flow(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Arrivals beside departures of each working hour of the day: where they part, the queue grows or shrinks."""
    frame = frame[frame["working_hour_count"] > 0]
    spread = frame["working_hour_count"]
    rates = {name: frame[f"{name}_count"] / spread for name in ("arrived", "departed")}
    colours = {"arrived": style.colour(look, "in"), "departed": style.colour(look, "out")}
    traces = [_rate(frame, rates[name], name, colours[name], look) for name in rates]
    said = (
        f'<span style="color:{colours[name]}">■ {text.say(f"figure.flow.{name}", look.language)}</span>'
        for name in rates
    )
    totals = {name: int(frame[f"{name}_count"].sum()) for name in rates}
    finding = text.say("figure.flow.finding", look.language, **totals)
    hours = [int(hour) for hour in frame["hour"]]
    return style.figure(
        look,
        traces,
        finding,
        280,
        barmode="group",
        annotations=[style.key(look, "   ".join(said))],
        margin={"t": 30},
        bargap=0.2,
        xaxis={"tickvals": hours, "ticktext": [f"{hour}h" for hour in hours]},
        yaxis={"rangemode": "tozero", "nticks": 5},
    )


def _rate(frame: pd.DataFrame, rate: pd.Series, name: str, colour: str, look: Look) -> go.Bar:
    said = [
        text.say(
            f"figure.flow.{name}_hour",
            look.language,
            hour=str(int(row.hour)),
            next=str(int(row.hour) + 1),
            count=int(getattr(row, f"{name}_count")),
            mean=text.number(value, look.language, 1),
        )
        for row, value in zip(frame.itertuples(), rate, strict=True)
    ]
    return go.Bar(
        x=frame["hour"],
        y=rate,
        marker={"color": colour, "cornerradius": 2},
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=[[place] for place in range(len(frame))],
    )


def _named(frame: pd.DataFrame, look: Look) -> pd.DataFrame:
    """Departments by their names; the report puts the small ones together under "…"."""
    names = {"": text.say("filter.none", look.language), "…": text.say("figure.others", look.language)}
    return frame.assign(department=frame["department"].fillna("").replace(names))


def _largest(rows: pd.DataFrame, look: Look) -> pd.DataFrame:
    """The first rows, and all the others as one: it has no list of its own, so it comes last."""
    if len(rows) <= DEPARTMENTS_SHOWN:
        return rows
    rest = rows.iloc[DEPARTMENTS_SHOWN - 1 :]
    others = {
        "department": text.say("figure.others", look.language),
        "queue_count": rest["queue_count"].sum(),
        "oldest_working_seconds": rest["oldest_working_seconds"].max(),
        "median_working_seconds": float("nan"),
    }
    return pd.concat([rows.iloc[: DEPARTMENTS_SHOWN - 1], pd.DataFrame([others])], ignore_index=True)


def _working(seconds: float, look: Look) -> str:
    return text.duration(seconds, look.language, look.working_day_seconds)
