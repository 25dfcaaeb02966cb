"""The work of the whole company: each department with its team, its load, and its queue."""

from collections.abc import Callable

import numpy as np

from dashboard.demo import shifts
from dashboard.demo.jobs import Jobs
from dashboard.demo.queue import Desk, Queue, Served
from dashboard.demo.scene import Scene
from dashboard.demo.shifts import HOUR, NEVER
from dashboard.demo.texts import DEPARTMENTS

Share = Callable[[float], None]
LOAD = {"Comercial": 0.82, "Financeiro": 0.82, "Suporte técnico": 0.83, "Suporte avançado": 0.83}
"""Share of a team's time that the work takes over the whole period."""
SMALL = 4
"""In a team of so many or fewer, whoever takes a leave is replaced."""


def serve(jobs: Jobs, opened: np.ndarray, scene: Scene, rng: np.random.Generator, progress: Share) -> Served:
    """Run all departments in the order in which tickets are passed on; ``progress`` is told the share done."""
    size = len(jobs.ticket)
    arrival, start, end, since = (np.full(size, NEVER, dtype=np.int64) for _ in range(4))
    served = Served(arrival, start, end, np.full(size, -1, dtype=np.int32), since, {})
    roots = np.setdiff1d(jobs.first_of[jobs.first_of >= 0], jobs.following)
    arrival[roots] = since[roots] = opened[jobs.ticket[roots]]
    for code, name in enumerate(DEPARTMENTS):
        crew, calendar = scene.agents.of(code).tolist(), scene.calendars[code]
        team = {one: shifts.draw(calendar, len(crew) > SMALL, rng) for one in crew}
        capacity = sum(one.between(scene.first, scene.last) for one in team.values())
        desk = Desk(jobs, served, code, _seconds(jobs, code, capacity, LOAD[name]), scene.offset)
        lead = shifts.Shifts(calendar.starts.tolist(), calendar.ends.tolist())
        used = Queue(desk, team, lead).run(scene.last)
        desk.write(served)
        served.load[name] = round(used / capacity, 4)
        progress((code + 1) / len(DEPARTMENTS))
    return served


def _seconds(jobs: Jobs, department: int, capacity: int, load: float) -> np.ndarray:
    """Handling time of every job, such that the department's work fills its share of the team's time."""
    mine = (jobs.department == department) & (jobs.bypass == 0)
    unit = min(load * capacity / max(jobs.weight[mine].sum(), 1.0), 1.5 * HOUR)
    return np.maximum(60, jobs.weight * unit).astype(np.int64)
