"""When the simulated company works: opening hours by the settings, as two arrays and two look-ups.

Moments are UTC seconds; positions are working seconds since the calendar's first opening.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import holidays
import numpy as np

from dashboard.settings import Hours, Interval, Settings

Array = np.ndarray


@dataclass(frozen=True)
class Calendar:
    """Open intervals in order; ``before`` is the working time before each."""

    starts: Array
    ends: Array
    before: Array

    def position(self, moments: Array) -> Array:
        """Working seconds at each moment."""
        place = np.clip(np.searchsorted(self.starts, moments, side="right") - 1, 0, None)
        return self.before[place] + np.clip(moments - self.starts[place], 0, self.ends[place] - self.starts[place])

    def instant(self, positions: Array) -> Array:
        """The moment at which so many working seconds have passed; an opening, never a closing."""
        place = np.clip(np.searchsorted(self.before, positions, side="right") - 1, 0, None)
        return self.starts[place] + positions - self.before[place]

    def later(self, moments: Array, working_seconds: Array | int) -> Array:
        """Each moment moved on by working time; inside the opening hours."""
        return self.instant(self.position(moments) + working_seconds)

    def is_open(self, moments: Array) -> Array:
        """True inside the opening hours: the opening counts, the closing does not."""
        place = np.clip(np.searchsorted(self.starts, moments, side="right") - 1, 0, None)
        return (moments >= self.starts[place]) & (moments < self.ends[place])


def opening(department: str, first: datetime, last: datetime, settings: Settings) -> Calendar:
    """The calendar of a department from the day of ``first`` to the day of ``last``."""
    days = [first.date() + timedelta(days=step) for step in range((last - first).days + 2)]
    years = range(days[0].year, days[-1].year + 1)
    region = settings.time.holidays_state or None
    closed = set(holidays.country_holidays(settings.company.country, subdiv=region, years=years))
    closed |= set(settings.time.extra_holidays)
    intervals = [
        (_moment(day, opens, settings), _moment(day, closes, settings))
        for day in days
        for opens, closes in _hours(day, department, closed, settings)
    ]
    starts, ends = (np.array(side, dtype=np.int64) for side in zip(*intervals, strict=True))
    lengths = ends - starts
    return Calendar(starts, ends, np.cumsum(lengths) - lengths)


def _hours(day: date, department: str, closed: set[date], settings: Settings) -> list[Interval]:
    ours = ("", department)
    for part in settings.time.part_days:
        if part.day == day and part.department in ours:
            return part.intervals
    if day in closed:
        return []
    usual = Hours(weekdays=settings.time.weekdays, intervals=settings.time.intervals)
    valid = [rule for rule in (usual, *settings.time.hours) if rule.valid_from <= day and rule.department in ours]
    chosen = max(valid, key=lambda rule: (rule.department != "", rule.valid_from))
    return chosen.intervals if day.isoweekday() in chosen.weekdays else []


def _moment(day: date, clock, settings: Settings) -> int:
    return int(datetime.combine(day, clock, tzinfo=settings.zone).astimezone(UTC).timestamp())
