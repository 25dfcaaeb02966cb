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
REST = "…"
"""What the report calls the small departments together."""
OUTSIDE_GAP = 0.4
"""In hours, between the bars of the working hours and the pair of all that came outside of them."""


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
    """One line per department, the longest queue first; last and grey the others together."""
    rows = _named(frame, look).assign(is_rest=frame["department"] == REST).rename(columns={"queue_count": "count"})
    last_day = rows["day"].max()
    ends = rows[rows["day"] == last_day].sort_values(["is_rest", "count"], ascending=[True, False], kind="stable")
    series = [
        Series(
            rows[rows["department"] == end.department],
            end.department,
            style.colour(look, style.REST if end.is_rest else style.SERIES[place % len(style.SERIES)]),
            "figure.queue.day",
        )
        for place, end in enumerate(ends.itertuples())
    ]
    finding = text.say(
        "figure.queue.time_finding", look.language, count=int(ends["count"].sum()), day=days.said(last_day, look)
    )
    return over_days(series, look, finding)


def flow(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Arrivals beside departures: of each working hour, and of all the time outside; each over its working days.

    Over the same days the bars add up to what comes and goes per working day, so neither side is left out.
    """
    rows = _placed(frame)
    colours = {"arrived": style.colour(look, "in"), "departed": style.colour(look, "out")}
    totals = {name: int(rows[f"{name}_count"].sum()) for name in colours}
    outside = {f"{name}_outside": int(rows.loc[rows["hour"].isna(), f"{name}_count"].sum()) for name in colours}
    said = (
        f'<span style="color:{colours[name]}">■ '
        f"{text.say(f'figure.flow.{name}', look.language, count=totals[name])}</span>"
        for name in colours
    )
    return style.figure(
        look,
        [_rate(rows, name, colours[name], look) for name in colours],
        text.say("figure.flow.finding", look.language, **totals, **outside),
        280,
        barmode="group",
        annotations=[style.key(look, "   ".join(said))],
        margin={"t": 30, "r": 28},  # half of the last label, which a narrow screen would leave out
        bargap=0.2,
        xaxis={"tickvals": rows["x"], "ticktext": [_hour(hour, look) for hour in rows["hour"]], "tickangle": 0},
        yaxis={"rangemode": "tozero", "nticks": 5},
    )


def _placed(frame: pd.DataFrame) -> pd.DataFrame:
    """The working hours in their order, then what came and went outside of them, if anything did."""
    has_passed = frame[["arrived_count", "departed_count"]].any(axis=1)
    rows = frame[frame["hour"].notna() | has_passed].sort_values("hour", na_position="last", ignore_index=True)
    last = rows["hour"].max() if rows["hour"].notna().any() else 0
    return rows.assign(x=rows["hour"].astype("float64").fillna(last + 1 + OUTSIDE_GAP))


def _hour(hour: float, look: Look) -> str:
    return text.say("figure.flow.outside", look.language) if pd.isna(hour) else f"{int(hour)}h"


def _rate(rows: pd.DataFrame, name: str, colour: str, look: Look) -> go.Bar:
    # A period without a working day has no rate.
    rates = rows[f"{name}_count"] / rows["working_day_count"].where(rows["working_day_count"] > 0)
    counts = rows[f"{name}_count"].astype(int)
    return go.Bar(
        x=rows["x"],
        y=rates,
        marker={"color": colour, "cornerradius": 2},
        hovertext=[
            _rate_said(name, hour, int(count), rate, look)
            for hour, count, rate in zip(rows["hour"], counts, rates, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=[[place] for place in range(len(rows))],
    )


def _rate_said(name: str, hour: float, count: int, rate: float, look: Look) -> str:
    facts = {"count": count, "mean": text.number(rate, look.language, 1)}
    if pd.isna(hour):
        return text.say(f"figure.flow.{name}_outside", look.language, **facts)
    return text.say(f"figure.flow.{name}_hour", look.language, hour=str(int(hour)), next=str(int(hour) + 1), **facts)


def _named(frame: pd.DataFrame, look: Look) -> pd.DataFrame:
    """Departments by their names; the report puts the small ones together."""
    names = {"": text.say("filter.none", look.language), REST: text.say("figure.others", look.language)}
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
