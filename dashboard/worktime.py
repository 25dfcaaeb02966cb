"""When the company works: the hours, holidays and part-days of the settings, day by day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import holidays

from dashboard.settings import Hours, Interval, Settings


def intervals(settings: Settings, department: str, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """Opening and closing, UTC, of every working interval of a department from one local day to another, inclusive.

    The department '' is everybody without hours of their own.
    """
    closed = closed_days(settings, first, last)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for opens, closes in hours_of(settings, department, day, closed):
            yield _instant(settings, day, opens), _instant(settings, day, closes)


def closed_days(settings: Settings, first: date, last: date) -> set[date]:
    """National holidays by law, those of the state if set, and the days listed in the settings."""
    state = settings.time.holidays_state or None
    years = range(first.year, last.year + 1)
    return {
        *holidays.country_holidays(settings.company.country, subdiv=state, years=years),
        *settings.time.extra_holidays,
    }


def hours_of(settings: Settings, department: str, day: date, closed: set[date]) -> list[Interval]:
    """The working intervals of one local day: a part-day wins over a holiday, a holiday over the weekday."""
    parts = [part for part in settings.time.part_days if part.day == day and part.department in ("", department)]
    if parts:
        return max(parts, key=lambda part: part.department).intervals
    if day in closed:
        return []
    everyday = Hours(weekdays=settings.time.weekdays, intervals=settings.time.intervals)
    valid = [hours for hours in settings.time.hours if hours.valid_from <= day and hours.department in ("", department)]
    hours = max([everyday, *valid], key=lambda hours: (hours.department, hours.valid_from))
    return hours.intervals if day.isoweekday() in hours.weekdays else []


def _instant(settings: Settings, day: date, local: time) -> datetime:
    return datetime.combine(day, local, settings.zone).astimezone(UTC)
