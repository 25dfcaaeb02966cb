"""What stays the same throughout a simulation: the period, the calendars, the people, the texts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from dashboard.demo import calendar, people, texts
from dashboard.settings import Settings

PERIOD = timedelta(days=548)
AFTERWARDS = timedelta(days=120)
"""How far the calendars reach beyond the end, so that whatever is due later has a moment."""


@dataclass(frozen=True)
class Scene:
    """``first`` and ``last`` in UTC seconds; ``offset``: local time against UTC at the end, in seconds."""

    count: int
    seed: int
    first: int
    last: int
    offset: int
    settings: Settings
    calendars: tuple[calendar.Calendar, ...]
    texts: texts.Texts
    people: people.People
    agents: people.Agents

    @property
    def first_line(self) -> calendar.Calendar:
        """The calendar of the first-line support, by which arrivals are told."""
        return self.calendars[texts.ADVANCED - 1]

    @property
    def as_of(self) -> datetime:
        """The end as an aware moment."""
        return datetime.fromtimestamp(self.last, UTC)


def build(count: int, seed: int, as_of: datetime, settings: Settings) -> Scene:
    """The company as it is before the first ticket: ``count`` tickets decide how large it is."""
    begins = as_of - PERIOD
    first, last = int(begins.timestamp()), int(as_of.timestamp())
    return Scene(
        count,
        seed,
        first,
        last,
        int(as_of.astimezone(settings.zone).utcoffset().total_seconds()),
        settings,
        tuple(calendar.opening(one, begins, as_of + AFTERWARDS, settings) for one in texts.DEPARTMENTS),
        texts.load(),
        people.draw(count, first, last, dice(seed, 1)),
        people.team(count, dice(seed, 0)),
    )


def dice(seed: int, stage: int) -> np.random.Generator:
    """A stage's own random numbers: more of them in one stage change nothing in another."""
    return np.random.default_rng([seed, stage])
