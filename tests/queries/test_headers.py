"""Every query file: what its header promises is what comes back, on both databases."""

import pytest
import sqlalchemy as sa

from dashboard.store import queries
from dashboard.store.params import bound
from tests.support import make_warehouse

TYPES = {
    "text": {"string", "large_string"},
    "bigint": {"int64"},
    "integer": {"int32"},
    "boolean": {"bool"},
    "date": {"date32[day]"},
    "timestamptz": {"timestamp[us, tz=UTC]"},
    "double": {"double"},
}
POSTGRES_TYPES = {
    "text": 25,
    "bigint": 20,
    "integer": 23,
    "boolean": 16,
    "date": 1082,
    "timestamptz": 1184,
    "double": 701,
}
ONE_TICKET = {"tickets": [{"ticket_id": "1", "raw_status": "Novo", "opened_at": "2026-03-02T12:00:00Z"}]}
FILTERS = {name: ["x"] for name in queries.FILTER_COLUMNS}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return make_warehouse(tmp_path_factory.mktemp("data"), ONE_TICKET, {"Novo": ("new", None)}, "2026-03-02T13:00:00Z")


@pytest.mark.parametrize("name", queries.names())
@pytest.mark.parametrize("filtered", [False, True])
def test_the_columns_that_come_back_are_those_declared(name, filtered, store):
    """Names, order and types of the header are those of the result, with and without filters."""
    query = queries.load(name)
    given = {one: FILTERS[one] for one in query.filters} if filtered else {}
    values = bound(query, given, store.info, store.as_of, store.settings)
    found = store._run(name, query.sql(values), values).schema
    assert list(found.names) == [column.name for column in query.columns]
    for column in query.columns:
        assert str(found.field(column.name).type) in TYPES[column.kind], (name, column.name)


@pytest.mark.parametrize("name", queries.names())
def test_postgres_prepares_it_with_the_same_columns(name, store, postgres):
    """An empty PostgreSQL takes the text, every filter set, and names and types the columns the same."""
    query = queries.load(name)
    values = bound(query, {one: FILTERS[one] for one in query.filters}, store.info, store.as_of, store.settings)
    with postgres.engine.connect() as connection:
        described = connection.execute(
            sa.text(f"select * from ({query.sql(values)}) as q limit 0"), values
        ).cursor.description
    assert [part.name for part in described] == [column.name for column in query.columns]
    assert [part.type_code for part in described] == [POSTGRES_TYPES[column.kind] for column in query.columns], name
