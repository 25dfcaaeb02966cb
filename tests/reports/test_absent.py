"""What a source does not bring is said to be absent: never a zero, and never good news."""

import pytest

from dashboard.reports import order, overview, queue, response, response_work, stale, status
from dashboard.reports.filters import Filter
from tests.support import make_warehouse

TICKETS = [
    {"ticket_id": "1", "raw_status": "Em andamento", "opened_at": "2026-03-02T12:00:00Z"},
    {"ticket_id": "2", "raw_status": "Aguardando", "opened_at": "2026-03-02T13:00:00Z"},
]
STATUSES = {"Em andamento": ("in_progress", None), "Aguardando": ("waiting_customer", None)}


@pytest.fixture
def bare(tmp_path):
    """A source that brings its tickets and nothing else."""
    store = make_warehouse(tmp_path, {"tickets": TICKETS}, STATUSES, "2026-03-20T20:00:00Z", capabilities=set())
    yield store
    store.close()


def test_nothing_is_claimed_of_silence(bare):
    """Without messages and dated statuses nobody is stalled, and nobody is told that nothing needs them."""
    found = overview.report(bare, Filter())
    assert found.stalled.absent
    assert found.stalled.value is None
    assert found.attention.state == "absent"
    assert found.first_response.absent
    assert found.csat.absent


def test_there_is_no_past_queue(bare):
    """The stock is known day by day, the queue only now."""
    found = overview.report(bare, Filter())
    assert "queue_count" not in found.stock.frame
    assert found.queue.value == 1
    assert not found.queue.trend
    assert found.queue.before is None
    assert queue.report(bare, Filter()).over_time.state == "absent"


def test_states_have_no_length(bare):
    """Time in state, states over time and contradictions need dates of change."""
    found = status.report(bare, Filter())
    assert {found.time_in_state.state, found.over_time.state, found.contradictions.state} == {"absent"}
    assert found.by_state.n == 2


@pytest.fixture
def mixed(tmp_path):
    """The same beside a helpdesk whose one ticket was answered and solved: what it can tell is not so of the others."""
    solved = {"source": "whole", "ticket_id": "9", "raw_status": "Feito", "opened_at": "2026-03-02T12:00:00Z"}
    event = {"source": "whole", "ticket_id": "9", "kind": "status", "sequence": 1}
    events = [
        {**event, "occurred_at": "2026-03-02T12:00:00Z", "raw_status": "Em andamento"},
        {**event, "occurred_at": "2026-03-02T15:00:00Z", "raw_status": "Feito", "sequence": 2},
    ]
    ended = {"ticket_id": "3", "raw_status": "Feito", "opened_at": "2026-03-02T12:00:00Z"}
    store = make_warehouse(
        tmp_path,
        {"tickets": [*TICKETS, {**ended, "closed_at": "2026-03-03T12:00:00Z"}, solved], "ticket_events": events},
        {**STATUSES, "Feito": ("closed", None)},
        "2026-03-20T20:00:00Z",
        capabilities={"bare": set(), "whole": {"status_history", "messages"}},
        sources=("bare", "whole"),
    )
    yield store
    store.close()


def test_one_source_that_can_tell_says_nothing_of_the_others(mixed):
    """Where no open ticket's silence is known nobody is stalled, and what needs somebody says so instead of praise."""
    found = overview.report(mixed, Filter())
    assert (found.stalled.absent, found.stalled.value) == ("status_history", None)
    (line,) = found.attention.frame.to_dict("records")
    assert (line["kind"], line["ticket_count"]) == ("silence_unknown", 2)
    left_open = stale.report(mixed, Filter(), "ours")
    assert left_open.ours.absent == "status_history"
    assert {left_open.bands.state, left_open.by_department.state} == {"absent"}
    assert stale.listing(mixed, Filter(), "ours", None, None, 10, 0).state == "absent"
    listed = mixed.frame("tickets/now", found.attention.link(line).narrowed)
    assert sorted(listed["ticket_id"]) == ["1", "2"]


def test_a_past_queue_is_that_of_all_sources_or_of_none(mixed):
    """Beside one without a past the queue is known now alone; chosen by itself the other one's is."""
    found = overview.report(mixed, Filter())
    assert "queue_count" not in found.stock.frame
    assert not found.queue.trend
    assert queue.report(mixed, Filter()).over_time.state == "absent"
    assert "queue_count" in overview.report(mixed, Filter(sources=("whole",))).stock.frame


def test_what_a_source_never_tells_is_in_no_share(mixed):
    """Reopenings, whose hands the time was in, and statuses that hold are counted where they could be otherwise."""
    found = response.report(mixed, Filter(), response.Wanted())
    assert (found.reopen_rate.numerator, found.reopen_rate.denominator) == (0, 1)
    assert response_work.report(mixed, Filter()).hands.frame["ticket_count"].unique().tolist() == [1]
    row = mixed.frame("rights/status_true").iloc[0]
    assert (row["open_count"], row["true_count"]) == (0, 0)
    assert order.report(mixed, Filter()).never_overtaken.denominator == 1
