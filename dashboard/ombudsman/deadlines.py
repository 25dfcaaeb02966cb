"""By which local day a case must be answered.

A period begins on the day after the one that starts it. A due day on which the company does not work moves to the next
on which it does. Days are local days in the company's zone; the desk keeps the day that was promised, so a
later change of the settings moves no promise.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dashboard import worktime
from dashboard.settings import Settings

_LOOKED_AHEAD_DAYS = 366
"""A company that never works within a year leaves a due day where it is."""


def local_day(settings: Settings, moment: datetime) -> date:
    """The day on the company's wall."""
    return moment.astimezone(settings.zone).date()


def conclusive_due(settings: Settings, received: date, is_extended: bool = False) -> date:
    """The day of the conclusive answer; an extension counts from the same beginning, not from a day that was moved."""
    periods = settings.ombudsman.periods
    days = periods.conclusive_days + (periods.extension_days if is_extended else 0)
    return on_working_day(settings, received + timedelta(days=days))


def area_due(settings: Settings, sent: date) -> date:
    """The day of the area's answer: working days by default, calendar days in the public sector."""
    periods = settings.ombudsman.periods
    if periods.area_days_are_working_days:
        return after_working_days(settings, sent, periods.area_days)
    return on_working_day(settings, sent + timedelta(days=periods.area_days))


def reopening_ends(settings: Settings, concluded: date) -> date:
    """The last day on which a concluded case can be reopened."""
    return concluded + timedelta(days=settings.ombudsman.reopen_days)


def on_working_day(settings: Settings, day: date) -> date:
    """The day itself where the company works on it, else the next such day."""
    return next(_working_days(settings, day), day)


def after_working_days(settings: Settings, start: date, count: int) -> date:
    """The ``count``-th working day after the start."""
    day = start
    for _ in range(count):
        day = on_working_day(settings, day + timedelta(days=1))
    return day


def _working_days(settings: Settings, first: date) -> Iterator[date]:
    last = first + timedelta(days=_LOOKED_AHEAD_DAYS)
    closed = worktime.closed_days(settings, first, last)
    days = (first + timedelta(days=number) for number in range(_LOOKED_AHEAD_DAYS))
    return (day for day in days if worktime.hours_of(settings, "", day, closed))
