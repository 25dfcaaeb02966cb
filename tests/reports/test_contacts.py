"""The faults that the simulation plants in contact records are found, and nothing else."""

import pytest

from dashboard.reports import contacts
from dashboard.reports.contacts import Narrowed
from dashboard.reports.filters import Filter

EXACT = ("landline-missing", "departed-listed", "email-invalid", "not-confirmed")


@pytest.fixture(scope="module")
def found(demo_store):
    """Rule → the customers whose record breaks it, as the list of the page says."""
    rules = demo_store.frame("contacts/by_rule")["record_rule"]
    return {
        rule: set(contacts.listing(demo_store, Filter(), Narrowed(record_rule=rule), 10_000, 0).frame["customer_id"])
        for rule in rules
    }


@pytest.fixture(scope="module")
def planted(demo_folder, demo_store):
    """Rule → the active customers that the simulation gave this fault."""
    active = set(demo_store._run("active", "select customer_id from record_facts", {}).to_pandas()["customer_id"])
    return {rule: set(ids) & active for rule, ids in demo_folder[1].planted.items()}


@pytest.mark.parametrize("rule", EXACT)
def test_a_planted_fault_is_found_and_no_other(rule, found, planted):
    """The list holds exactly the customers that were given the fault."""
    assert planted[rule]
    assert found[rule] == planted[rule]


def test_the_unreachable_are_those_that_were_made_so(found, planted):
    """No valid way, or the only person gone: together the planted ones."""
    assert found["nobody-reachable"] | found.get("only-person-left", set()) == (
        planted["unreachable"] | planted.get("only-person-left", set())
    )


@pytest.mark.parametrize("rule", ["phone-invalid", "phone-repairable"])
def test_a_faulty_number_counts_where_its_person_is_still_there(rule, found, planted):
    """What is found was planted; the few others stand with somebody who has left."""
    assert found[rule] <= planted[rule]
    assert len(found[rule]) >= 0.9 * len(planted[rule])


def test_the_numbers_of_the_page_are_those_of_its_list(demo_store):
    """Unreachable and at risk: each number is as long as its list; every bar as well."""
    report = contacts.report(demo_store, Filter())
    for severity, number in (("unreachable", report.unreachable), ("at_risk", report.at_risk)):
        assert contacts.listing(demo_store, Filter(), Narrowed(severity=severity), 1, 0).n == number.value
    for row in report.by_rule.frame.to_dict("records"):
        assert (
            contacts.listing(demo_store, Filter(), Narrowed(record_rule=row["record_rule"]), 1, 0).n
            == row["record_count"]
        )


def test_who_serves_many_customers_is_found(demo_store):
    """The simulation lets some persons serve five customers each: found by number and by address, and no other."""
    shared = contacts.shared_ways(demo_store, Filter(), 1000, is_masked=False).frame
    assert set(shared["reach_kind"]) == {"mobile", "email"}
    assert shared["customer_count"].between(3, 5).all()
    assert shared["person_count"].eq(1).all()
