"""The simulated queue: first in, first out, by a finite team in its hours, and never exploding."""

import numpy as np
import pytest

from dashboard import demo, settings
from dashboard.demo import arrivals, plan, service
from dashboard.demo.scene import build, dice
from dashboard.demo.shifts import NEVER
from dashboard.demo.texts import DEPARTMENTS
from tests.demo.conftest import AS_OF


@pytest.fixture(scope="module")
def served():
    """A company of 6,000 tickets, served: scene, jobs and what became of them."""
    scene = build(6000, 9, AS_OF, settings.load())
    tickets = arrivals.draw(scene, dice(9, 2))
    jobs = plan.make(tickets, scene, dice(9, 3))
    return scene, jobs, service.serve(jobs, tickets.opened, scene, dice(9, 4), lambda share: None)


def test_nobody_is_passed_over(served):
    """Whenever a job is taken up, no job whose wait began earlier stands there waiting."""
    scene, jobs, done = served
    for code in range(len(DEPARTMENTS)):
        mine = np.flatnonzero((jobs.department == code) & (jobs.bypass == 0) & (done.arrival + jobs.skip <= scene.last))
        there, since, start = (done.arrival + jobs.skip)[mine], done.since[mine], done.start[mine]
        for job in np.flatnonzero(start < NEVER)[::7]:
            waiting = (there <= start[job]) & (start > start[job])
            assert not (since[waiting] < since[job]).any()


def test_one_agent_does_one_thing_at_a_time(served):
    """The work of an agent does not overlap."""
    _, jobs, done = served
    for agent in np.unique(done.agent[done.agent >= len(DEPARTMENTS)]):
        mine = np.flatnonzero((done.agent == agent) & (jobs.bypass == 0))
        mine = mine[np.argsort(done.start[mine])]
        assert (done.start[mine][1:] >= done.end[mine][:-1]).all()


def test_work_is_done_in_opening_hours(served):
    """Work begins and ends while the department is open, and never before it is asked for."""
    _, jobs, done = served
    for code, calendar in enumerate(served[0].calendars):
        mine = (jobs.department == code) & (done.start < NEVER)
        assert calendar.is_open(done.start[mine]).all()
        assert calendar.is_open(done.end[mine]).all()
    began = done.start < NEVER
    assert (done.start >= done.arrival)[began].all()


def test_agents_act_in_opening_hours(export):
    """No event of an agent lies outside 9:00 to 18:00 from Monday to Friday."""
    local = "timezone('America/Sao_Paulo', occurred_at)"
    outside = f"hour({local}) not between 9 and 17 or isodow({local}) > 5"
    assert export.one(f"select count(*) from ticket_events where author = 'agent' and ({outside})") == 0


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_the_team_is_busy_but_not_drowned(export, name):
    """Each team is busy for 80 to 95 % of its time."""
    assert 0.8 <= export.truth.load[name] <= 0.95


def test_the_backlog_is_plausible(export):
    """Some hundred tickets are open now, some dozens wait for us, and there never were none or thousands."""
    assert 120 <= export.truth.now["open"] <= 500
    assert 40 <= export.truth.now["support"] <= 200
    stock = [row[0] for row in export.rows("""
        select count(*) from range(timestamptz '2025-07-01', timestamptz '2026-11-23', interval 7 day) as weeks(day)
        join tickets on opened_at <= day and coalesce(resolved_at, closed_at, 'infinity') > day
        where raw_status not in ('Spam', 'Mesclado', 'Teste', 'Monitoramento') group by day""")]  # fmt: skip
    assert 60 < min(stock) < max(stock) < 500
    assert max(stock) > 1.6 * min(stock)


def test_waits_are_plausible(export):
    """Half of the written tickets are answered within four working hours, and most solved within three days."""
    wait, solved = export.rows("""
        select median(epoch(first_response_at) - epoch(opened_at)) / 3600,
            median(epoch(coalesce(resolved_at, closed_at)) - epoch(opened_at)) / 86400
        from tickets where opened_by = 'customer' and channel not in ('chat', 'phone')""")[0]
    assert 1 < wait < 18
    assert solved < 3


def test_a_fair_department_overtakes_nobody(export):
    """Where nothing is planted (sales and billing), hardly anybody is overtaken."""
    share = export.one(f"""
        select count(*) filter (where ticket_id in ({",".join(f"'{one}'" for one in export.planted("overtaken-any"))}))
            / count(*) from tickets where department in ('Comercial', 'Financeiro')""")
    assert share < 0.03


def test_more_tickets_need_more_agents(tmp_path):
    """The team grows with the tickets, so that the load stays."""
    small, large = (demo.write(tmp_path / str(size), size, 1, AS_OF, settings.load()) for size in (500, 40_000))
    assert max(small.load.values()) < 0.95
    assert 0.8 <= min(large.load.values()) <= max(large.load.values()) <= 0.95
