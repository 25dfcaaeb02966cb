"""One person's queue: theirs first, whatever its length, and nobody else's."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.reports import my_queue
from dashboard.reports.filters import Filter
from dashboard.reports.my_queue import Me
from dashboard.store.engine import Store
from tests.actions.helpdesk import STATUSES, canonical, ticket
from tests.queries.folders import _settings
from tests.support import make_warehouse

ME, TODAY = Me("helpdesk", "a1", "Ana"), date(2026, 3, 10)


def asked(at: str) -> tuple[str, str, str]:
    return (at, "customer", "Podem ver?")


def opened(name: str, at: str, **more: str) -> dict:
    return ticket(name, "Novo", asked(at), opened_at=at, department="Suporte", **more)


def queue_of(tmp_path: Path, tickets: list[dict], exported_at: str, settings: dict | None = None) -> Store:
    return make_warehouse(tmp_path, canonical(*tickets), STATUSES, exported_at, _settings(settings or {}))


def test_more_than_can_be_shown_is_counted_whole_and_ones_own_is_never_cut(tmp_path: Path) -> None:
    """1,200 unassigned tickets waited longer: the one that is mine is counted and shown all the same."""
    older = [opened(f"u{place}", "2026-03-02T12:00:00Z") for place in range(1200)]
    store = queue_of(tmp_path, [*older, opened("mine", "2026-03-09T12:00:00Z", agent_id="a1")], "2026-03-10T15:00:00Z")
    report = my_queue.report(store, Filter(), ME, TODAY)
    assert (report.mine.value, report.unassigned.value, report.order.n) == (1, 1200, 1201)
    assert "mine" in set(report.order.frame["ticket_id"])


@pytest.mark.parametrize("hour", ["14:30", "17:00"])
def test_a_lunch_break_closes_no_doors(tmp_path: Path, hour: str) -> None:
    """Open 9 to 12 and 13 to 18: what came in at night came back overnight, in the morning and in the afternoon."""
    answered = ("2026-03-09T15:00:00Z", "agent", "Corrigimos; confira.")
    night = ("2026-03-10T01:00:00Z", "customer", "Voltou a cair.")
    one = ticket(
        "back", "Aguardando", asked("2026-03-09T12:00:00Z"), answered, night,
        opened_at="2026-03-09T12:00:00Z", department="Suporte", agent_id="a1",
    )  # fmt: skip
    hours = {"time": {"intervals": [["09:00", "12:00"], ["13:00", "18:00"]]}}
    store = queue_of(tmp_path, [one], f"2026-03-10T{hour}:00Z", hours)
    assert my_queue.report(store, Filter(), ME, TODAY).came_back.value == 1


def test_the_unassigned_of_another_helpdesk_are_not_mine_to_take(tmp_path: Path) -> None:
    """The same department's name in a second helpdesk is another department."""
    here, there = opened("here", "2026-03-09T12:00:00Z"), opened("there", "2026-03-09T12:00:00Z", source="other")
    rows = canonical(here, {**there, "messages": ()})
    rows["agents"] = [{**agent, "team": "Suporte"} for agent in rows["agents"]]
    store = make_warehouse(tmp_path, rows, STATUSES, "2026-03-10T15:00:00Z", sources=("helpdesk", "other"))
    assert list(my_queue.report(store, Filter(), ME, TODAY).order.frame["ticket_id"]) == ["here"]


def test_a_person_is_recognised_by_name_or_address_and_only_where_it_is_clear(tmp_path: Path) -> None:
    """Accents and case aside; two of the same name are nobody."""
    store = queue_of(tmp_path, [opened("one", "2026-03-09T12:00:00Z")], "2026-03-10T15:00:00Z")
    known = my_queue.agents(store)
    assert my_queue.recognised(known, "ANA")["agent_id"] == "a1"
    assert my_queue.recognised(known, "bruno@empresa.example")["agent_id"] == "a2"
    assert my_queue.recognised(known, "") is None
    twins = known.assign(name="Ana")
    assert my_queue.recognised(twins, "Ana") is None
