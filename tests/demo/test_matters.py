"""Second tickets and incidents that the simulation planted are what the facts find."""

import pandas as pd
import pytest

from dashboard import importing, settings
from dashboard.demo import arrivals
from dashboard.store.engine import Store
from tests.demo.conftest import AS_OF


@pytest.fixture(scope="module")
def store(export, tmp_path_factory):
    """A reader on a warehouse that holds the export alone."""
    data_dir = tmp_path_factory.mktemp("matters")
    in_force = settings.load()
    importing.run("canonical", [export.folder], data_dir, in_force, is_demo=True, now=AS_OF)
    opened = Store(data_dir, in_force, with_desk=False)
    yield opened
    opened.close()


@pytest.mark.parametrize(("rule", "by_chance"), [("duplicate-subject", 0.05), ("parallel-thread", 0.15)])
def test_planted_second_tickets_are_found(rule, by_chance, store, export):
    """All of them, and few others: chance brings some customers to the same matter twice as well."""
    planted = export.planted(rule)
    sql = f"select ticket_id from rule_hits where rule = '{rule}' and is_counted"
    found = set(store._run(rule, sql, {}).to_pandas()["ticket_id"])
    assert planted <= found
    assert len(found - planted) <= by_chance * len(planted)


def test_the_days_of_the_outages_have_incidents(store):
    """Both waves of outages are seen; incidents of anything else are few."""
    found = store._run("incidents", "select detected_at, name from incidents", {}).to_pandas()
    days_back = (pd.Timestamp(AS_OF) - found["detected_at"]) / pd.Timedelta(days=1)
    is_in_wave = arrivals.in_incident(days_back.to_numpy())
    outages = found["name"].isin(["online_check", "instability"])
    assert (is_in_wave & outages & (days_back > 100)).any()
    assert (is_in_wave & outages & (days_back < 100)).any()
    assert (~is_in_wave).sum() <= 5
