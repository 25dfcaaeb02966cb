"""The questions about rights and duties, over facts put in by hand: both databases answer alike."""

import random
from datetime import timedelta

import pytest

from dashboard.store import desk, queries
from dashboard.store.params import bound
from tests.queries.folders import shown
from tests.reports.test_rights import FIRST, STATUSES, at, fill, opened_tickets
from tests.support import make_warehouse

NAMES = [name for name in queries.names() if name.startswith("rights/")]
ASKED = [
    *((name, {}) for name in NAMES),
    ("rights/customers", {"least_tickets": 3}),
    ("tickets/rule_hits", {}),
    ("tickets/rule_hits", {"customer_rule": "shouting", "possible_only": True}),
    *(("tickets/duties", {"duty": duty}) for duty in ("order", "promise", "status", "evidence")),
    ("tickets/reasons", {"contact_reason": "payment", "one_answer_only": True}),
    ("tickets/reasons", {"again_only": True}),
]
PERIODS = ({}, {"start_date": "2026-03-10", "end_date": "2026-03-20", "as_of": "2026-03-18 12:00"})


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Sixty random tickets with random facts."""
    chance, data_dir = random.Random(4), tmp_path_factory.mktemp("data")
    opened = opened_tickets(chance)
    made = make_warehouse(data_dir, {"tickets": opened}, STATUSES, at(FIRST + timedelta(weeks=7)))
    made.close()
    fill(data_dir, opened, chance)
    again = type(made)(data_dir, made.settings, with_desk=False)
    yield again
    again.close()


def test_both_databases_answer_alike(store, postgres):
    """The same rows in the same order, for the whole time and for a period seen from its middle."""
    postgres.load(store.data_dir / f"warehouse-{store.stamp}.duckdb", store.data_dir / desk.FILE)
    found = 0
    for name, params in ASKED:
        query = queries.load(name)
        columns = [column.name for column in query.columns]
        for period in PERIODS:
            declared = {param.name for param in query.params}
            given = {**{key: day for key, day in period.items() if key in declared}, **params}
            values = bound(query, given, store.info, store.as_of, store.settings)
            rows = shown(store.frame(name, given), columns, store.settings)
            assert rows == shown(postgres.frame(query.sql(values), values), columns, store.settings), (name, given)
            found += len(rows)
    assert found > 100
