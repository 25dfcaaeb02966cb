"""The order of arrival of the demo: what was planted is found, and who serves fairly is found fair."""

from dashboard.reports import order
from dashboard.reports.base import Link
from dashboard.reports.filters import Filter
from dashboard.reports.tickets import count

FAIR = ("Comercial", "Financeiro")
"""The departments in which the simulation puts nobody off."""


def test_the_overtaken_of_the_demo_are_found(demo_store, demo_folder):
    """At least nine in ten of the tickets overtaken in the simulation, and as many of those found are such."""
    planted = set(demo_folder[1].planted["overtaken-any"])
    found = set(demo_store.frame("tickets/order", {"wait_fate": "overtaken", "row_limit": 100_000})["ticket_id"])
    assert len(planted & found) >= 0.9 * len(planted)
    assert len(planted & found) >= 0.85 * len(found)


def test_departments_that_put_nobody_off_are_fair(demo_store):
    """At least 97 % of the waits in sales and billing were never overtaken."""
    sums = demo_store.frame("queue/order_by_department", {"departments": list(FAIR)})
    total = sums[sums["is_total"]].iloc[0]
    assert total["wait_count"] > 300
    assert total["overtaken_count"] <= 0.03 * total["wait_count"]


def test_each_number_leads_to_its_waits(demo_store):
    """The lists behind the overtaken and the forgotten are as long as the numbers say; kept and overtaken make all."""
    made = order.report(demo_store, Filter())
    kept, overtaken, forgotten, everything = (
        count(demo_store, Link("tickets/order", narrowed), Filter())
        for narrowed in ({"wait_fate": "kept"}, {"wait_fate": "overtaken"}, {"wait_fate": "forgotten"}, {})
    )
    assert (kept, kept + overtaken) == (made.never_overtaken.numerator, made.never_overtaken.denominator)
    assert overtaken == made.overtaken_median.n == made.by_department.frame["overtaken_count"].sum()
    assert (forgotten, everything) == (made.forgotten_waits.value, kept + overtaken)


def test_the_departments_add_up(demo_store):
    """The row of all together is the sum of the departments, whatever the period."""
    for params in ({}, {"start_date": "2026-03-01", "end_date": "2026-04-30"}):
        sums = demo_store.frame("queue/order_by_department", params)
        total, each = sums[sums["is_total"]].iloc[0], sums[~sums["is_total"]]
        for column in ("wait_count", "overtaken_count", "priority_count", "forgotten_count"):
            assert total[column] == each[column].sum()
        assert total["wait_count"] > 0
