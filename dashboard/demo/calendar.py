"""When the simulated company works: opening hours by the settings, as two arrays and two look-ups.

Moments are UTC seconds; positions are working seconds since the calendar's first opening.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from dashboard import worktime
from dashboard.settings import Settings

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
    worked = worktime.intervals(settings, department, first.date(), last.date() + timedelta(days=1))
    intervals = [(int(opens.timestamp()), int(closes.timestamp())) for opens, closes in worked]
    starts, ends = (np.array(side, dtype=np.int64) for side in zip(*intervals, strict=True))
    lengths = ends - starts
    return Calendar(starts, ends, np.cumsum(lengths) - lengths)
