"""The queue: where it stands, how old it is, how it went, and whether it keeps up."""

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import bars, days, style
from dashboard.figures.style import Look

SERIES_SHOWN = 5


def by_department(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per department, with its oldest wait in the hover."""
    names = [department or text.say("filter.none", look.language) for department in frame["department"].fillna("")]
    counts = [int(count) for count in frame["queue_count"]]
    hover = [
        text.say(
            "figure.queue.department", look.language, department=style.plain(name), count=count,
            oldest=_working(oldest, look), median=_working(median, look),
        )
        for name, count, oldest, median in zip(
            names, counts, frame["oldest_working_seconds"], frame["median_working_seconds"], strict=True
        )
    ]  # fmt: skip
    said = [
        text.say("figure.queue.department_said", look.language, count=count, oldest=_working(oldest, look))
        for count, oldest in zip(counts, frame["oldest_working_seconds"], strict=True)
    ]
    longest = max(range(len(counts)), key=counts.__getitem__)
    finding = text.say("figure.queue.department_finding", look.language, department=names[longest], count=counts[longest])
    return bars.lying(look, names, counts, said, hover, style.accent(look), finding)


def age_bands(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per age band, from on time to forgotten; red begins where it is late."""
    names = [text.say(f"band.{int(band)}", look.language) for band in frame["band"]]
    counts = [int(count) for count in frame["queue_count"]]
    hover = [
        text.say("figure.queue.band", look.language, band=name, count=count) for name, count in zip(names, counts, strict=True)
    ]
    colours = [style.colour(look, f"band.{int(band)}") for band in frame["band"]]
    late = sum(count for band, count in zip(frame["band"], counts, strict=True) if band >= 2)
    finding = text.say("figure.queue.band_finding", look.language, count=late, whole=sum(counts))
    return bars.lying(look, names, counts, [text.number(count, look.language) for count in counts], hover, colours, finding)


def by_turn(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per turn: who owes the next step."""
    names = [text.of("turn", turn, look.language) for turn in frame["turn"]]
    counts = [int(count) for count in frame["ticket_count"]]
    hover = [
        text.say("figure.queue.turn", look.language, turn=name, count=count) for name, count in zip(names, counts, strict=True)
    ]
    colours = [style.colour(look, f"turn.{turn}") for turn in frame["turn"]]
    longest = max(range(len(counts)), key=counts.__getitem__)
    finding = text.say("figure.queue.turn", look.language, turn=names[longest], count=counts[longest])
    return bars.lying(look, names, counts, [text.number(count, look.language) for count in counts], hover, colours, finding)


def over_time(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One line per department, the largest ones; the others together."""
    rows = days.by_week(_largest(frame, look), ["queue_count"], [], ["department"])
    last_day = rows["day"].max()
    ends = rows[rows["day"] == last_day].set_index("department")["queue_count"]
    names = list(ends.sort_values(ascending=False).index)
    top = max(float(rows["queue_count"].max()), 1)
    shifts = days.apart([float(ends[name]) for name in names], 230 / top)
    colours = {name: style.colour(look, style.SERIES[place % len(style.SERIES)]) for place, name in enumerate(names)}
    lines = [_line(rows[rows["department"] == name], name, colours[name], look) for name in names]
    labels = [
        days.end_label(look, last_day, float(ends[name]), f"{style.short(name, 20)} {int(ends[name])}", colours[name], shift)
        for name, shift in zip(names, shifts, strict=True)
    ]
    finding = text.say("figure.queue.time_finding", look.language, count=int(ends.sum()), day=days.said(last_day, look))
    return style.figure(
        look, lines, finding, 280, xaxis=days.axis(look, rows["day"]), yaxis={"range": [0, top * 1.1], "nticks": 5},
        shapes=days.weekends(look, rows["day"]), annotations=labels, margin={"r": 150},
    )  # fmt: skip


def flow(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Arrivals against departures of each hour of the day: where the lines part, the queue grows or shrinks."""
    spread = frame["working_hour_count"].where(frame["working_hour_count"] > 0)
    rates = {name: frame[f"{name}_count"] / spread for name in ("arrived", "departed")}
    colours = {"arrived": style.colour(look, "in"), "departed": style.colour(look, "out")}
    traces = [_rate(frame, rates[name], name, colours[name], look) for name in rates]
    names = [
        {"xref": "paper", "yref": "paper", "x": 0.0 if name == "arrived" else 0.22, "y": 1.02, "yanchor": "bottom", "xanchor": "left",
         "showarrow": False, "text": f"■ {text.say(f'figure.flow.{name}', look.language)}", "font": {"color": colours[name], "size": 13}}
        for name in rates
    ]  # fmt: skip
    totals = {name: int(frame[f"{name}_count"].sum()) for name in rates}
    finding = text.say("figure.flow.finding", look.language, **totals)
    hours = [int(hour) for hour in frame["hour"]]
    return style.figure(
        look, traces, finding, 280, barmode="group", annotations=names, margin={"t": 30}, bargap=0.2,
        xaxis={"tickvals": hours, "ticktext": [f"{hour}h" for hour in hours]}, yaxis={"rangemode": "tozero", "nticks": 5},
    )  # fmt: skip


def _rate(frame: pd.DataFrame, rate: pd.Series, name: str, colour: str, look: Look) -> go.Bar:
    said = [
        text.say(
            f"figure.flow.{name}_hour", look.language, hour=str(int(row.hour)), next=str(int(row.hour) + 1),
            count=int(getattr(row, f"{name}_count")), mean=text.number(value, look.language, 1),
        )
        for row, value in zip(frame.itertuples(), rate, strict=True)
    ]  # fmt: skip
    return go.Bar(
        x=frame["hour"], y=rate, marker={"color": colour, "cornerradius": 2}, hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>", customdata=[[place] for place in range(len(frame))],
    )  # fmt: skip


def _line(rows: pd.DataFrame, name: str, colour: str, look: Look) -> go.Scatter:
    said = [
        text.say("figure.queue.day", look.language, department=style.plain(name), count=int(count), day=days.said(day, look))
        for day, count in zip(rows["day"], rows["queue_count"], strict=True)
    ]
    return go.Scatter(
        x=rows["day"], y=rows["queue_count"], mode="lines", line={"color": colour, "width": 2.2}, hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _largest(frame: pd.DataFrame, look: Look) -> pd.DataFrame:
    named = frame.assign(department=frame["department"].fillna("").replace("", text.say("filter.none", look.language)))
    order = named.groupby("department")["queue_count"].max().sort_values(ascending=False).index
    kept = list(order[: SERIES_SHOWN - 1]) if len(order) > SERIES_SHOWN else list(order)
    others = text.say("figure.others", look.language)
    merged = named["department"].where(named["department"].isin(kept), others)
    return named.assign(department=merged).groupby(["day", "department"], as_index=False)["queue_count"].sum()


def _working(seconds: float, look: Look) -> str:
    return text.duration(seconds, look.language, look.working_day_seconds)
