"""The queue: every department serves in order of arrival with a finite team, in its shifts and no hour else.

This is the one part that cannot be done in whole columns: who is free depends on everything before.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dashboard.demo.calendar import Calendar
from dashboard.demo.people import Agents
from dashboard.demo.plan import Jobs
from dashboard.demo.texts import DEPARTMENTS

NEVER = 1 << 40
HOUR, DAY = 3600, 86400
JOB_BITS, AGENT_BITS = 24, 13
SHIFTS = (
    ((0, 3 * HOUR), (4 * HOUR, 9 * HOUR)),
    ((0, 4 * HOUR), (5 * HOUR, 9 * HOUR)),
    ((0, 6 * HOUR),),
    ((3 * HOUR, 9 * HOUR),),
    ((0, int(4.5 * HOUR)), (int(5.5 * HOUR), 9 * HOUR)),
)
"""Hours after the day's opening in which an agent works."""
LOAD = {"Comercial": 0.84, "Financeiro": 0.87, "Suporte técnico": 0.90, "Suporte avançado": 0.90}
"""Share of a team's time that the work takes over the whole period."""
LIVE = 300
"""Seconds: who is answered sooner than this is on the telephone or in a chat; otherwise the lead steps in."""


@dataclass
class Served:
    """When each job was asked for, taken up and done, and by whom; ``NEVER`` = not by the end."""

    arrival: np.ndarray
    start: np.ndarray
    end: np.ndarray
    agent: np.ndarray
    load: dict[str, float]


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


def serve(jobs: Jobs, opened: np.ndarray, agents: Agents, calendars: list[Calendar], first: int, last: int,
          offset: int, rng: np.random.Generator, progress: Callable[[float], None]) -> Served:  # fmt: skip
    """Run all departments in the order in which tickets are passed on; ``offset``: local time against UTC."""
    size = len(jobs.ticket)
    served = Served(*(np.full(size, NEVER, dtype=np.int64) for _ in range(3)), np.full(size, -1, dtype=np.int32), {})
    roots = jobs.first_of[(jobs.first_of >= 0)]
    roots = np.setdiff1d(roots, jobs.following)
    served.arrival[roots] = opened[jobs.ticket[roots]]
    for code, name in enumerate(DEPARTMENTS):
        team = {one: _shifts(calendars[code], first, rng) for one in agents.of(code).tolist()}
        capacity = sum(_between(shifts, first, last) for shifts in team.values())
        seconds = _seconds(jobs, code, capacity, LOAD[name], last - first)
        lead = Shifts(calendars[code].starts.tolist(), calendars[code].ends.tolist())
        used = _run(jobs, served, code, seconds, team, lead, last, offset)
        served.load[name] = round(used / capacity, 4)
        progress((code + 1) / len(DEPARTMENTS))
    return served


def _seconds(jobs: Jobs, department: int, capacity: int, load: float, period: int) -> np.ndarray:
    """Handling time of every job, such that the department's work fills its share of the team's time."""
    mine = (jobs.department == department) & (jobs.bypass == 0)
    unit = min(load * capacity / max(jobs.weight[mine].sum(), 1.0), 1.5 * HOUR)
    return np.maximum(60, jobs.weight * unit).astype(np.int64)


def _shifts(calendar: Calendar, first: int, rng) -> Shifts:
    """An agent's windows: a shift of every open day, less days off and one long leave."""
    shift = SHIFTS[int(rng.choice(len(SHIFTS), p=[0.3, 0.3, 0.1, 0.15, 0.15]))]
    day = (calendar.starts - calendar.starts[0] + HOUR) // DAY
    opening = calendar.starts[np.searchsorted(day, day)]
    leave = rng.integers(0, int(day[-1]))
    off = (rng.random(int(day[-1]) + 1) < 0.04)[day] | ((day >= leave) & (day < leave + 20))
    windows = []
    for begins, finishes in shift:
        starts = np.maximum(calendar.starts, opening + begins)
        ends = np.minimum(calendar.ends, opening + finishes)
        windows.append(np.stack([starts, ends])[:, (ends > starts) & ~off])
    both = np.concatenate(windows, axis=1)
    both = both[:, np.argsort(both[0])]
    return Shifts([*both[0].tolist(), NEVER], [*both[1].tolist(), 2 * NEVER])


def _between(shifts: Shifts, first: int, last: int) -> int:
    starts, ends = (np.clip(np.array(side), first, last) for side in (shifts.starts, shifts.ends))
    return int((ends - starts).sum())


def _run(jobs: Jobs, served: Served, department: int, seconds: np.ndarray, team: dict[int, Shifts], lead: Shifts,
         last: int, offset: int) -> int:  # fmt: skip
    """Serve one department in order of arrival until ``last``; the seconds of work done by then."""
    mine = jobs.department == department
    waiting = np.flatnonzero(mine & (served.arrival < NEVER))
    known = np.sort((served.arrival[waiting] << JOB_BITS) | waiting).tolist()
    desk = _Desk(jobs, served, department, seconds, offset)
    free = [(shifts.at(0) << AGENT_BITS) | agent for agent, shifts in team.items()]
    heapq.heapify(free)
    known.append(NEVER << JOB_BITS)
    members = list(team)
    later, place, busy = [NEVER << JOB_BITS], 0, 0
    while True:
        if known[place] <= later[0]:
            key = known[place]
            place += 1
        else:
            key = heapq.heappop(later)
        moment, job = key >> JOB_BITS, key & ((1 << JOB_BITS) - 1)
        if moment > last:
            break
        if desk.skip[job]:
            heapq.heappush(later, (moment + desk.skip[job]) << JOB_BITS | job)
            desk.skip[job] = 0
            continue
        if desk.bypass[job]:
            start = lead.after(lead.at(moment), desk.bypass[job])
            agent = members[job % len(members)] if desk.bypass[job] < LIVE else department
            following = desk.done(job, start, lead.after(start, 30 + desk.bypass[job] // 4), agent)
        else:
            agent, start = _take(free, team, moment)
            end = team[agent].after(start, desk.seconds[job])
            heapq.heapreplace(free, end << AGENT_BITS | agent)
            busy += desk.seconds[job] if end <= last else 0
            following = desk.done(job, start, end, agent)
        if following:
            heapq.heappush(later, following)
    desk.write(served)
    return busy


def _take(free: list[int], team: dict[int, Shifts], moment: int) -> tuple[int, int]:
    """The agent who can begin first, and when."""
    while True:
        since, agent = free[0] >> AGENT_BITS, free[0] & ((1 << AGENT_BITS) - 1)
        ready = since if since > moment else moment
        start = team[agent].at(ready)
        if start == ready:
            return agent, start
        heapq.heapreplace(free, start << AGENT_BITS | agent)


class _Desk:
    """The jobs as plain lists (five times faster to touch one by one), and what became of them."""

    def __init__(self, jobs: Jobs, served: Served, department: int, seconds: np.ndarray, offset: int) -> None:
        self.department, self.night = department, offset
        self.seconds, self.skip, self.bypass = seconds.tolist(), jobs.skip.tolist(), jobs.bypass.tolist()
        self.following, self.delay = jobs.following.tolist(), jobs.delay.tolist()
        self.where, self.has_word = jobs.department.tolist(), jobs.has_word.tolist()
        self.done_jobs: list[tuple[int, int, int, int]] = []
        self.arrivals: list[tuple[int, int]] = []

    def done(self, job: int, start: int, end: int, agent: int) -> int:
        """Note a job as done; the key of the one it leads to, if that is for this department (else 0)."""
        self.done_jobs.append((job, start, end, agent))
        following = self.following[job]
        if following < 0:
            return 0
        arrival = end + self.delay[following]
        if self.has_word[following] and (arrival + self.night) % DAY < 7 * HOUR:
            arrival += 7 * HOUR  # people sleep
        self.arrivals.append((following, arrival))
        return arrival << JOB_BITS | following if self.where[following] == self.department else 0

    def write(self, served: Served) -> None:
        """Back into columns."""
        if self.done_jobs:
            job, start, end, agent = np.array(self.done_jobs, dtype=np.int64).T
            served.start[job], served.end[job], served.agent[job] = start, end, agent
        if self.arrivals:
            job, arrival = np.array(self.arrivals, dtype=np.int64).T
            served.arrival[job] = arrival
