"""When each agent works: windows within the department's opening hours."""

from dataclasses import dataclass

import numpy as np

from dashboard.demo.calendar import Calendar

NEVER = 1 << 40
HOUR, DAY = 3600, 86400
SHIFTS = (
    ((0, 3 * HOUR), (4 * HOUR, 9 * HOUR)),
    ((0, 4 * HOUR), (5 * HOUR, 9 * HOUR)),
    ((0, 6 * HOUR),),
    ((3 * HOUR, 9 * HOUR),),
    ((0, int(4.5 * HOUR)), (int(5.5 * HOUR), 9 * HOUR)),
)
"""Hours after the day's opening in which an agent works."""


@dataclass
class Shifts:
    """The working windows of one agent, in order; asked for ever later moments only."""

    starts: list[int]
    ends: list[int]
    place: int = 0

    def at(self, moment: int) -> int:
        """The first moment of work at or after ``moment``."""
        while self.ends[self.place] <= moment:
            self.place += 1
        return max(moment, self.starts[self.place])

    def after(self, moment: int, seconds: int) -> int:
        """The moment at which so much work begun at ``moment`` is done."""
        place = self.place
        done = moment + seconds
        while done >= self.ends[place]:
            done += self.starts[place + 1] - self.ends[place]
            place += 1
        return done

    def between(self, first: int, last: int) -> int:
        """Working seconds between two moments."""
        starts, ends = (np.clip(np.array(side), first, last) for side in (self.starts, self.ends))
        return int((ends - starts).sum())


def draw(calendar: Calendar, takes_leave: bool, rng: np.random.Generator) -> Shifts:
    """An agent's windows: a shift of every open day, less days off and one long leave (replaced in a small team)."""
    shift = SHIFTS[int(rng.choice(len(SHIFTS), p=[0.3, 0.3, 0.1, 0.15, 0.15]))]
    day = (calendar.starts - calendar.starts[0] + HOUR) // DAY
    opening = calendar.starts[np.searchsorted(day, day)]
    leave = rng.integers(0, int(day[-1]))
    off = (rng.random(int(day[-1]) + 1) < 0.04)[day] | (takes_leave & (day >= leave) & (day < leave + 14))
    windows = []
    for begins, finishes in shift:
        starts = np.maximum(calendar.starts, opening + begins)
        ends = np.minimum(calendar.ends, opening + finishes)
        windows.append(np.stack([starts, ends])[:, (ends > starts) & ~off])
    both = np.concatenate(windows, axis=1)
    both = both[:, np.argsort(both[0])]
    return Shifts([*both[0].tolist(), NEVER], [*both[1].tolist(), 2 * NEVER])
