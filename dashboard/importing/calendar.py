"""The working calendar: the company's hours, holidays and part-days as a row per interval, in UTC."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import holidays

from dashboard.settings import Hours, Interval, Settings


def working_intervals(settings: Settings, first: date, last: date) -> Iterator[dict]:
    """Rows of ``working_intervals`` for the local days from first to last, inclusive.

    One calendar for everybody (named ''), and one for each department with hours of its own.
    """
    closed = closed_days(settings, first, last)
    departments = {one.department for one in [*settings.time.hours, *settings.time.part_days]} | {""}
    for department in sorted(departments):
        seconds = 0
        for day in _days(first, last):
            for opens, closes in hours_of(settings, department, day, closed):
                starts_at, ends_at = _instant(settings, day, opens), _instant(settings, day, closes)
                yield {
                    "calendar": department,
                    "starts_at": starts_at,
                    "ends_at": ends_at,
                    "working_seconds_before": seconds,
                }
                seconds += int((ends_at - starts_at).total_seconds())


def closed_days(settings: Settings, first: date, last: date) -> set[date]:
    """National holidays, those of the state if set, and the days listed in the settings."""
    years = range(first.year, last.year + 1)
    state = settings.time.holidays_state or None
    by_law = holidays.country_holidays(settings.company.country, subdiv=state, years=years)
    return set(by_law) | set(settings.time.extra_holidays)


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


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _instant(settings: Settings, day: date, local: time) -> datetime:
    return datetime.combine(day, local, settings.zone).astimezone(UTC)
