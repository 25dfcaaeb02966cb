"""States: how many are in each now, how that went, and how long tickets stay in one."""

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import bars, days, style
from dashboard.figures.bars import Bar
from dashboard.figures.style import Look

RAW_SHOWN = 15


def by_state(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per state, in the colours states have everywhere."""
    names = [text.of("state", state, look.language) for state in frame["state"]]
    return _counts(frame, names, "figure.status.state", look)


def by_raw_status(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per status in the helpdesk's own words, coloured by the state it was taken for."""
    rows = frame.head(RAW_SHOWN)
    return _counts(rows, [str(status) for status in rows["raw_status"].fillna("–")], "figure.status.raw", look)


def over_time(frame: pd.DataFrame, look: Look) -> go.Figure:
    """A stacked area per open state: the whole height is the open tickets."""
    wide = frame.pivot_table(index="day", columns="state", values="ticket_count", aggfunc="last").fillna(0)
    states = [state for state in _ORDER if state in wide]
    areas = [_area(wide, state, look) for state in states]
    top = max(float(wide[states].sum(axis=1).max()), 1)
    return style.figure(
        look,
        areas,
        _time_finding(wide, states, look),
        300,
        xaxis=days.axis(look, frame["day"]),
        yaxis={"range": [0, top * 1.08], "nticks": 5},
        annotations=_area_names(wide, states, top, look),
        margin={"r": 165},
    )


_ORDER = ("new", "in_analysis", "in_progress", "waiting_customer", "on_hold", "unknown", "resolved", "closed")


def time_in_state(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Per state a dot at the median and one where nine in ten have left, joined by a line; working days from zero."""
    names = [text.of("state", state, look.language) for state in frame["state"]]
    colours = [style.colour(look, f"state.{state}") for state in frame["state"]]
    spread = pd.DataFrame(
        {name: frame[f"{name}_working_seconds"].astype(float) / look.working_day_seconds for name in ("median", "p90")}
    )
    dots = [_dots(frame, name, spread[name], colours, look) for name in spread]
    words = f"● {text.say('figure.median', look.language)}   ○ {text.say('figure.p90', look.language)}"
    top = max(float(spread.max(skipna=True).fillna(0).max()), 0.1)
    return style.figure(
        look,
        dots,
        _spell_finding(frame, names, look),
        max(170, 38 * len(frame) + 66),
        shapes=_joins(spread, colours),
        xaxis={
            **_WORKING_DAYS,
            "range": [0, top * 1.08],
            "title": {"text": text.say("figure.working_days", look.language)},
        },
        yaxis=_state_names(names, look),
        margin={"t": 30},
        annotations=[style.key(look, words)],
    )


_WORKING_DAYS = {"showgrid": True, "nticks": 6}


def _joins(spread: pd.DataFrame, colours: list[str]) -> list[dict]:
    lines = []
    for place, (row, colour) in enumerate(zip(spread.itertuples(), colours, strict=True)):
        if pd.notna(row.median) and pd.notna(row.p90):
            ends = {"x0": row.median, "x1": row.p90, "y0": place, "y1": place}
            lines.append({"type": "line", **ends, "line": {"color": colour, "width": 2}, "layer": "below"})
    return lines


def _state_names(names: list[str], look: Look) -> dict:
    return {
        "tickvals": list(range(len(names))),
        "ticktext": names,
        "showgrid": False,
        "range": [len(names) - 0.4, -0.6],
        "tickfont": {"color": style.ink(look, "text"), "size": 13},
    }


def _counts(frame: pd.DataFrame, names: list[str], key: str, look: Look) -> go.Figure:
    drawn = [
        _count(name, row.state, int(row.ticket_count), key, look)
        for name, row in zip(names, frame.itertuples(), strict=True)
    ]
    most, whole = bars.longest(drawn), sum(bar.count for bar in drawn)
    finding = text.say("figure.status.finding", look.language, name=most.label, count=most.count, whole=whole)
    return bars.lying(look, drawn, finding)


def _count(name: str, state: str, count: int, key: str, look: Look) -> Bar:
    said = text.of("state", state, look.language)
    hover = text.say(key, look.language, name=style.plain(name), state=said, count=count)
    return Bar(name, count, hover, style.colour(look, f"state.{state}"))


def _area(wide: pd.DataFrame, state: str, look: Look) -> go.Scatter:
    name = text.of("state", state, look.language)
    said = [
        text.say("figure.status.day", look.language, name=name, count=int(count), day=days.said(day, look))
        for day, count in wide[state].items()
    ]
    return go.Scatter(
        x=wide.index,
        y=wide[state],
        stackgroup="open",
        mode="lines",
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
        line={"color": style.ink(look, "paper"), "width": 0.8},
        fillcolor=style.colour(look, f"state.{state}"),
    )


def _area_names(wide: pd.DataFrame, states: list[str], top: float, look: Look) -> list[dict]:
    last = wide.iloc[-1]
    middles, below = [], 0.0
    for state in states:
        middles.append(below + float(last[state]) / 2)
        below += float(last[state])
    shifts = days.apart(middles, 250 / top)
    return [
        days.end_label(
            wide.index[-1],
            middle,
            f"{text.of('state', state, look.language)} {text.number(last[state], look.language)}",
            colour=style.ink(look, "text"),
            shift=shift,
        )
        for state, middle, shift in zip(states, middles, shifts, strict=True)
    ]


def _dots(frame: pd.DataFrame, name: str, in_days: pd.Series, colours: list[str], look: Look) -> go.Scatter:
    said = [
        text.say(
            f"figure.status.{name}",
            look.language,
            name=text.of("state", row.state, look.language),
            count=int(row.spell_count),
            time=text.duration(getattr(row, f"{name}_working_seconds"), look.language, look.working_day_seconds),
        )
        for row in frame.itertuples()
    ]
    is_median = name == "median"
    marker = {
        "color": colours if is_median else style.ink(look, "paper"),
        "size": 12,
        "line": {"color": colours, "width": 2},
    }
    return go.Scatter(
        x=in_days,
        y=list(range(len(frame))),
        mode="markers",
        marker=marker,
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=[[place] for place in range(len(frame))],
    )


def _time_finding(wide: pd.DataFrame, states: list[str], look: Look) -> str:
    last = wide.iloc[-1]
    largest = max(states, key=lambda state: last[state])
    return text.say(
        "figure.status.time_finding",
        look.language,
        day=days.said(wide.index[-1], look),
        count=int(last[states].sum()),
        name=text.of("state", largest, look.language),
        most=int(last[largest]),
    )


def _spell_finding(frame: pd.DataFrame, names: list[str], look: Look) -> str:
    seconds = frame["median_working_seconds"].astype(float)
    if not seconds.notna().any():
        return text.say("figure.nothing", look.language)
    place = int(seconds.reset_index(drop=True).idxmax())
    time = text.duration(seconds.iloc[place], look.language, look.working_day_seconds)
    return text.say("figure.status.spell_finding", look.language, name=names[place], time=time)
