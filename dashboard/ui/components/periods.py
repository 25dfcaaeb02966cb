"""Presets of the period: a name in the address, counted from the data's own day, so a bookmark stays fresh."""

from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date | None, date | None]
CUSTOM, WHOLE, USUAL = "custom", "all", "30d"
FRESH = timedelta(days=14)


def _back(days: int) -> Callable[[date], Days]:
    return lambda today: (today - timedelta(days=days - 1), today)


def _months(count: int) -> Callable[[date], Days]:
    """Whole months before this one, and this one up to today."""

    def days(today: date) -> Days:
        months = today.year * 12 + today.month - 1 - (count - 1)
        return date(months // 12, months % 12 + 1, 1), today

    return days


def _last_month(today: date) -> Days:
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


PRESETS: dict[str, Callable[[date], Days]] = {
    "today": lambda today: (today, today),
    "7d": _back(7),
    "30d": _back(30),
    "month": _months(1),
    "last_month": _last_month,
    "3m": _months(3),
    "12m": _months(12),
    WHOLE: lambda _: (None, None),
}
"""Name in the address → the days, both inclusive, seen from ``today``."""


def usual(age: timedelta) -> str:
    """The preset of a first visit: the last 30 days of data that are kept fresh, all of an export from the past."""
    return USUAL if age < FRESH else WHOLE
