"""What figures over days share: a calm time axis, weekends, and the last day that is not over yet."""

from typing import Any

import pandas as pd

from dashboard import text
from dashboard.figures import style
from dashboard.figures.style import Look

WEEKENDS_UP_TO_DAYS = 70
FEW_DAYS = 7
TICKS, FEW_TICKS = 8, 4
"""On a time axis, and on that of a small picture."""
DAY = 86400000
"""In milliseconds, as plotly counts."""
WEEK_TICKS, WEEK_STEPS = 6, (1, 2, 3, 4, 6, 8)
"""So many ticks have room on a narrow screen; what needs more weeks from one to the next is ticked by the month."""
HALF_WEEK = pd.Timedelta(days=4)
DAYS_BEFORE_WEEKS = 250
"""Beyond so many days a line of weeks says the same with a fifth of the points."""


def axis(look: Look, days: pd.Series, most: int = TICKS) -> dict[str, Any]:
    """A time axis from the first day to the last: few ticks, the year only under months."""
    half = pd.Timedelta(hours=14)
    span = (pd.Timestamp(days.max()) - pd.Timestamp(days.min())).days
    # Few days would be ticked by the hour, each day several times.
    ticks = {"dtick": DAY * -(-(span + 1) // most)} if span < FEW_DAYS else {"nticks": most}
    return {
        "type": "date",
        **ticks,
        # Turned labels lie on each other where they have two lines.
        "tickangle": 0,
        "showgrid": False,
        "range": [pd.Timestamp(days.min()) - half, pd.Timestamp(days.max()) + half],
        "tickformatstops": [
            {"dtickrange": [None, DAY * 14], "value": _day_format(look)},
            {"dtickrange": [DAY * 14, None], "value": "%b<br>%Y"},
        ],
    }


def weeks_axis(look: Look, weeks: pd.Series) -> dict[str, Any]:
    """A time axis of weeks, each named by its Monday: the ticks stand below points, and not on Sundays between them."""
    first, last = pd.Timestamp(weeks.min()), pd.Timestamp(weeks.max())
    edges = {"range": [first - HALF_WEEK, last + HALF_WEEK]}
    count = (last - first).days // 7 + 1
    step = next((step for step in WEEK_STEPS if count <= step * WEEK_TICKS), None)
    if step is None:
        return {**axis(look, weeks), **edges}  # ticks of months
    ticks = {"dtick": DAY * 7 * step, "tick0": first.strftime("%Y-%m-%d"), "tickformat": _day_format(look)}
    return {"type": "date", **ticks, "tickangle": 0, "showgrid": False, **edges}


def _day_format(look: Look) -> str:
    return "%d/%m" if look.language == "pt-BR" else "%-d %b"


def weekends(look: Look, days: pd.Series) -> list[dict[str, Any]]:
    """Shaded days on which nobody works, where the period is short enough to tell them apart."""
    first, last = pd.Timestamp(days.min()), pd.Timestamp(days.max())
    if (last - first).days > WEEKENDS_UP_TO_DAYS:
        return []
    half = pd.Timedelta(hours=12)
    idle = [day for day in pd.date_range(first, last) if day.isoweekday() not in look.weekdays]
    return [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": day - half,
            "x1": day + half,
            "y0": 0,
            "y1": 1,
            "fillcolor": style.ink(look, "band"),
            "line": {"width": 0},
            "layer": "below",
        }
        for day in idle
    ]


def is_unfinished(look: Look, last: Any) -> bool:
    """True where the last day drawn is the data's own day."""
    return look.as_of is not None and pd.Timestamp(last).date() >= look.as_of.date()


def by_week(frame: pd.DataFrame, stocks: list[str], flows: list[str]) -> pd.DataFrame:
    """A long run of days as weeks: of a stock the last day, of a flow the sum; a short run stays as it is."""
    if frame["day"].nunique() <= DAYS_BEFORE_WEEKS:
        return frame
    days = pd.to_datetime(frame["day"])
    week = (days - pd.to_timedelta(days.dt.day_of_week, unit="D")).rename("week")
    how = {"day": "max", **dict.fromkeys(stocks, "last"), **dict.fromkeys(flows, "sum")}
    return frame.assign(week=week, day=days).groupby("week", as_index=False).agg(how)


def is_weekly(frame: pd.DataFrame) -> bool:
    """True where ``by_week`` made weeks of it."""
    return "week" in frame


def said(value: Any, look: Look) -> str:
    """A day as people write it."""
    return text.day(pd.Timestamp(value).date(), look.language)


def end_label(x: Any, y: float, words: str, *, colour: str, shift: int = 0) -> dict[str, Any]:
    """A series' name at the end of its line, instead of a legend."""
    return {
        "x": x,
        "y": y,
        "text": words,
        "showarrow": False,
        "xanchor": "left",
        "xshift": 6,
        "yshift": shift,
        "font": {"color": colour, "size": 13},
        "align": "left",
    }


def apart(heights: list[float], scale: float, gap: float = 16) -> list[int]:
    """Shifts in pixels that keep end labels from lying on each other; ``scale`` is pixels per unit."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    shifts, floor = [0] * len(heights), float("-inf")
    for place in order:
        wanted = heights[place] * scale
        here = max(wanted, floor)
        shifts[place], floor = round(here - wanted), here + gap
    return shifts
