"""One department's queue: whoever is free takes the wait that began first.

This is the one part that cannot be done in whole columns: who is free depends on everything before.
"""

import heapq
from dataclasses import dataclass

import numpy as np

from dashboard.demo.jobs import Jobs
from dashboard.demo.shifts import DAY, HOUR, NEVER, Shifts

JOB_BITS, AGENT_BITS = 24, 13
JOB_MASK, AGENT_MASK = (1 << JOB_BITS) - 1, (1 << AGENT_BITS) - 1
LIVE = 300
"""Seconds: who is answered sooner than this is on the telephone or in a chat; otherwise the lead steps in."""


@dataclass
class Served:
    """When each job was asked for, taken up and done, and by whom; ``NEVER`` = not by the end.

    ``since`` is the start of the wait that the job belongs to: its place in the queue.
    """

    arrival: np.ndarray
    start: np.ndarray
    end: np.ndarray
    agent: np.ndarray
    since: np.ndarray
    load: dict[str, float]


class Desk:
    """The jobs as plain lists (five times faster to touch one by one), and what became of them."""

    def __init__(self, jobs: Jobs, served: Served, department: int, seconds: np.ndarray, offset: int) -> None:
        known = np.flatnonzero((jobs.department == department) & (served.arrival < NEVER))
        self.known = np.sort(((served.arrival[known] + jobs.skip[known]) << JOB_BITS) | known).tolist()
        self.department, self.offset = department, offset
        self.seconds, self.skip, self.bypass = seconds.tolist(), jobs.skip.tolist(), jobs.bypass.tolist()
        self.following, self.delay, self.since = jobs.following.tolist(), jobs.delay.tolist(), served.since.tolist()
        self.where, self.has_word = jobs.department.tolist(), jobs.has_word.tolist()
        self.done: list[tuple[int, int, int, int]] = []
        self.asked: list[tuple[int, int, int]] = []

    def finish(self, job: int, start: int, end: int, agent: int) -> int:
        """Note a job as done; the key of the one it leads to, if that is for this department (else 0).

        A new word of the customer begins a wait; a transfer or a holding reply leaves the place as it was.
        """
        self.done.append((job, start, end, agent))
        following = self.following[job]
        if following < 0:
            return 0
        arrival = end + self.delay[following]
        if self.has_word[following]:
            if (arrival + self.offset) % DAY < 7 * HOUR:
                arrival += 7 * HOUR  # people sleep
            self.since[following] = arrival
        else:
            self.since[following] = self.since[job]
        self.asked.append((following, arrival, self.since[following]))
        return arrival + self.skip[following] << JOB_BITS | following if self.where[following] == self.department else 0

    def write(self, served: Served) -> None:
        """Back into columns."""
        if self.done:
            job, start, end, agent = np.array(self.done, dtype=np.int64).T
            served.start[job], served.end[job], served.agent[job] = start, end, agent
        if self.asked:
            job, arrival, since = np.array(self.asked, dtype=np.int64).T
            served.arrival[job], served.since[job] = arrival, since


class Queue:
    """One department: whoever is free takes the wait that began first."""

    def __init__(self, desk: Desk, team: dict[int, Shifts], lead: Shifts) -> None:
        self.desk, self.team, self.lead = desk, team, lead
        self.members = list(team)
        self.free = [(shifts.at(0) << AGENT_BITS) | agent for agent, shifts in team.items()]
        heapq.heapify(self.free)
        self.known, self.place = [*desk.known, NEVER << JOB_BITS], 0
        self.later = [NEVER << JOB_BITS]
        self.waiting: list[int] = []

    def run(self, last: int) -> int:
        """Serve until ``last``; the seconds of work done by then."""
        moment = busy = 0
        free, team, seconds = self.free, self.team, self.desk.seconds
        while True:
            clock, agent = max(free[0] >> AGENT_BITS, moment), free[0] & AGENT_MASK
            self._admit(clock)
            if not self.waiting:
                moment = min(self.known[self.place], self.later[0]) >> JOB_BITS
                if moment > last:
                    return busy
                continue
            start = team[agent].at(clock)
            if start > clock:
                heapq.heapreplace(free, start << AGENT_BITS | agent)
                continue
            if start > last:
                return busy
            job = heapq.heappop(self.waiting) & JOB_MASK
            end = team[agent].after(start, seconds[job])
            heapq.heapreplace(free, end << AGENT_BITS | agent)
            busy += seconds[job] if end <= last else 0
            self._lead_on(self.desk.finish(job, start, end, agent))

    def _admit(self, clock: int) -> None:
        """Let in what is there by now; what does not wait its turn is dealt with on the spot."""
        limit = clock + 1 << JOB_BITS
        while self.known[self.place] < limit or self.later[0] < limit:
            if self.known[self.place] <= self.later[0]:
                key = self.known[self.place]
                self.place += 1
            else:
                key = heapq.heappop(self.later)
            job = key & JOB_MASK
            if self.desk.bypass[job]:
                self._at_once(key >> JOB_BITS, job)
            else:
                heapq.heappush(self.waiting, self.desk.since[job] << JOB_BITS | job)

    def _at_once(self, moment: int, job: int) -> None:
        pause = self.desk.bypass[job]
        start = self.lead.after(self.lead.at(moment), pause)
        agent = self.members[job % len(self.members)] if pause < LIVE else self.desk.department
        self._lead_on(self.desk.finish(job, start, self.lead.after(start, 30 + pause // 4), agent))

    def _lead_on(self, key: int) -> None:
        if key:
            heapq.heappush(self.later, key)
