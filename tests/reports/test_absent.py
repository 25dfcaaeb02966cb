"""What a source does not bring is said to be absent: never a zero, and never good news."""

import pytest

from dashboard.reports import overview, queue, status
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
