"""Every folder under ``cases``: what it says must hold, on both databases."""

import pytest

from dashboard.store import desk, queries
from dashboard.store.params import bound
from tests.queries.folders import case_of, expected_rows, folders, shown, warehouse_of


@pytest.mark.parametrize("name", folders())
def test_a_folder_gives_its_expected_rows_on_both_databases(name, tmp_path, postgres):
    """The expected rows come out, from DuckDB and from PostgreSQL, of the same SQL."""
    case = case_of(name)
    store = warehouse_of(name, tmp_path)
    postgres.load(store.data_dir / f"warehouse-{store.stamp}.duckdb", store.data_dir / desk.FILE)
    for ask in case["ask"]:
        columns, rows = expected_rows(name, ask["expected"])
        params = ask.get("params", {})
        assert shown(store.frame(ask["query"], params), columns, store.settings) == rows, case["says"]
        query = queries.load(ask["query"])
        values = bound(query, params, store.info, store.as_of, store.settings)
        assert shown(postgres.frame(query.sql(values), values), columns, store.settings) == rows, (
            "PostgreSQL: " + case["says"]
        )
