"""Recording about tickets: who may, what must hold, what is written, and that nothing is ever lost."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from dashboard import clock
from dashboard.actions import marks
from dashboard.actions.marks import Mark
from dashboard.errors import ActionRefused, NotAllowed
from dashboard.reports import my_queue
from dashboard.reports.filters import Filter
from dashboard.reports.my_queue import Me
from dashboard.roles import PERMISSIONS, Actor
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.actions.helpdesk import ASKED, TICKETS, ticket
from tests.desks import written_in

ANA, BRUNO, BOSS = Actor("Ana", "staff"), Actor("Bruno", "staff"), Actor("Chefe", "manager")
OURS, THEIRS, FINISHED, CLOSED = (("helpdesk", name) for name in ("ours", "theirs", "finished", "closed"))
TOMORROW = clock.now().date() + timedelta(days=2)


def rows(store: Store, table: sa.Table = tables.ticket_marks) -> list:
    with store.transaction() as desk:
        return [dict(row) for row in desk.execute(written_in(table)).mappings()]


def present(store: Store, key: marks.Key) -> dict:
    found = store.frame("desk/for_marking", {"ids": [key[1]]})
    return found[found["source"] == key[0]].iloc[0].dropna().to_dict()


# ---------------------------------------------------------------- what is written
def test_an_act_is_a_row_per_ticket_and_one_audit_row_under_one_id(store: Store) -> None:
    """Who, when, what, before and after; all tickets of the act share its id."""
    act_id = marks.record(store, ANA, [OURS, THEIRS], Mark("flag", note="ligar amanhã"))
    written = rows(store)
    assert [(row["ticket_id"], row["kind"], row["actor"], row["note"]) for row in written] == [
        ("ours", "flag", "Ana", "ligar amanhã"),
        ("theirs", "flag", "Ana", "ligar amanhã"),
    ]
    assert {row["act_id"] for row in written} == {act_id}
    (audit,) = rows(store, tables.audit)
    assert (audit["audit_id"], audit["action"], audit["role"]) == (act_id, "tickets.flag", "staff")
    assert json.loads(audit["before"]) == {"helpdesk/ours": {}, "helpdesk/theirs": {}}
    assert json.loads(audit["after"])["helpdesk/ours"]["flagged_by"] == "Ana"


def test_the_preview_says_what_will_be_recorded_and_changes_nothing(store: Store) -> None:
    """Before and after per ticket, in the order chosen; the desk is as it was."""
    marks.record(store, BRUNO, [THEIRS], Mark("snooze", until_day=TOMORROW))
    count = len(rows(store))
    seen = marks.preview(store, ANA, [THEIRS, OURS], Mark("flag"))
    assert list(seen.tickets["ticket_id"]) == ["theirs", "ours"]
    assert [sorted(one) for one in seen.before] == [["snoozed_until_day"], []]
    assert [sorted(one) for one in seen.after] == [
        ["flagged_at", "flagged_by", "snoozed_until_day"],
        ["flagged_at", "flagged_by"],
    ]
    assert len(rows(store)) == count


def test_every_kind_has_its_effect(store: Store) -> None:
    """Flag, snooze, assignment, reminder and asking to close stand together until they are cleared; notes stay."""
    marks.record(store, ANA, [THEIRS], Mark("note", note="cliente viaja"))
    marks.record(store, ANA, [THEIRS], Mark("flag"))
    marks.record(store, ANA, [THEIRS], Mark("snooze", until_day=TOMORROW))
    marks.record(store, ANA, [THEIRS], Mark("assign", agent_id="a2"))
    marks.record(store, ANA, [THEIRS], Mark("remind"))
    marks.record(store, ANA, [THEIRS], Mark("ask_close"))
    stands = present(store, THEIRS)
    assert (stands["flagged_by"], stands["assigned_agent_name"], stands["note_count"]) == ("Ana", "Bruno", 1)
    assert stands["snoozed_until_day"] == TOMORROW
    assert {"reminded_at", "close_asked_at"} <= stands.keys()
    marks.record(store, ANA, [THEIRS], Mark("clear"))
    assert not set(marks.STANDING) & present(store, THEIRS).keys()
    assert present(store, THEIRS)["note_count"] == 1


def test_the_preview_is_what_will_stand_beside_the_marks_of_others(store: Store) -> None:
    """Another person's flag and later snooze stay: the preview and the desk afterwards say the same."""
    marks.record(store, BRUNO, [OURS], Mark("flag"))
    marks.record(store, BRUNO, [OURS], Mark("snooze", until_day=TOMORROW + timedelta(days=9)))
    for mark in (Mark("flag"), Mark("snooze", until_day=TOMORROW)):
        (promised,) = marks.preview(store, ANA, [OURS], mark).after
        marks.record(store, ANA, [OURS], mark)
        stands = present(store, OURS)
        assert (stands["flagged_by"], stands["snoozed_until_day"]) == (
            promised["flagged_by"],
            promised["snoozed_until_day"],
        )


def test_the_same_ticket_chosen_twice_is_recorded_once(store: Store) -> None:
    """A ticket that stands in two lists of a page gets one row."""
    marks.record(store, ANA, [OURS, OURS], Mark("flag"))
    assert len(rows(store)) == 1


# ---------------------------------------------------------------- who may
@pytest.mark.parametrize("role", [role for role, may in PERMISSIONS.items() if "tickets.flag" not in may] + ["nobody"])
def test_a_role_without_the_permission_changes_nothing(store: Store, role: str) -> None:
    """The action checks again, whatever the page showed: no row, no audit row."""
    for kind in marks.KINDS:
        with pytest.raises(NotAllowed):
            marks.record(store, Actor("Eva", role), [OURS], Mark(kind, note="x"))
    act_id = marks.record(store, ANA, [OURS], Mark("flag"))
    with pytest.raises(NotAllowed):
        marks.undo(store, Actor("Eva", role), act_id)
    assert len(rows(store)) == len(rows(store, tables.audit)) == 1


# ---------------------------------------------------------------- what must hold
def test_closing_and_reminding_are_refused_where_the_customer_waits(store: Store) -> None:
    """In our turn neither is offered; one such ticket among others refuses the whole act and names it."""
    for kind in ("remind", "ask_close"):
        with pytest.raises(ActionRefused) as refused:
            marks.record(store, ANA, [THEIRS, OURS, FINISHED], Mark(kind))
        assert refused.value.facts["tickets"] == "ours"
        marks.record(store, ANA, [THEIRS, FINISHED], Mark(kind))
    with pytest.raises(ActionRefused) as refused:
        marks.record(store, ANA, [CLOSED], Mark("ask_close"))
    assert refused.value.key == "error.mark_not_open"


def test_closing_is_refused_where_somebody_said_the_words_were_none(store: Store) -> None:
    """A judgement of "wrong" keeps the ticket from being closed until somebody judges it right."""
    marks.record(store, BRUNO, [FINISHED], Mark("closing_wrong"))
    with pytest.raises(ActionRefused):
        marks.record(store, ANA, [FINISHED], Mark("ask_close"))
    marks.record(store, ANA, [FINISHED], Mark("closing_right"))
    marks.record(store, ANA, [FINISHED], Mark("ask_close"))


def test_only_closing_words_can_be_judged(store: Store) -> None:
    """Right or wrong is said of words that the rule took for closing."""
    with pytest.raises(ActionRefused):
        marks.record(store, ANA, [THEIRS], Mark("closing_right"))
    marks.record(store, ANA, [FINISHED], Mark("closing_right"))
    precision = store.frame("stale/closing_words").iloc[0]
    assert (precision["judged_count"], precision["right_count"]) == (1, 1)


@pytest.mark.parametrize(
    ("keys", "mark", "error"),
    [
        ([], Mark("flag"), "error.mark_empty"),
        ([("helpdesk", "nowhere")], Mark("flag"), "error.mark_ticket_unknown"),
        ([("other", "ours")], Mark("flag"), "error.mark_ticket_unknown"),
        ([OURS] + [("helpdesk", str(one)) for one in range(1000)], Mark("flag"), "error.mark_too_many"),
        ([OURS], Mark("note", note="  \n"), "error.mark_note_missing"),
        ([OURS], Mark("note", note="x" * 2001), "error.mark_note_long"),
        ([OURS], Mark("delete"), "error.mark_kind"),
        ([OURS], Mark("undo"), "error.mark_kind"),
        ([OURS], Mark("snooze"), "error.mark_day"),
        ([OURS], Mark("snooze", until_day=date(2020, 1, 1)), "error.mark_day"),
        ([OURS], Mark("snooze", until_day=date(2999, 1, 1)), "error.mark_day"),
        ([OURS], Mark("assign"), "error.mark_agent_unknown"),
        ([OURS], Mark("assign", agent_id="a9"), "error.mark_agent_unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_does_not_hold_is_refused_whole(store: Store, keys: list, mark: Mark, error: str) -> None:
    """Each refusal has its key, and leaves neither a row nor an audit row."""
    with pytest.raises(ActionRefused) as refused:
        marks.record(store, ANA, keys, mark)
    assert refused.value.key == error
    assert not rows(store)
    assert not rows(store, tables.audit)


def test_words_are_data(store: Store) -> None:
    """A note with quotes, markup and SQL is kept letter by letter."""
    words = "'); drop table ticket_marks; -- <b>*oi*</b> =1+1 \N{SNOWMAN}"
    marks.record(store, ANA, [OURS], Mark("note", note=words))
    assert rows(store)[0]["note"] == words


# ---------------------------------------------------------------- taking back
def test_undo_brings_back_what_stood_before_and_keeps_both_records(store: Store) -> None:
    """A second flag, taken back: the first one stands; four rows tell the story."""
    marks.record(store, ANA, [OURS, THEIRS], Mark("flag"))
    second = marks.record(store, BRUNO, [OURS], Mark("flag"))
    assert present(store, OURS)["flagged_by"] == "Ana, Bruno"
    marks.undo(store, BRUNO, second)
    assert present(store, OURS)["flagged_by"] == "Ana"
    assert [row["kind"] for row in rows(store)] == ["flag", "flag", "flag", "undo"]
    assert [row["action"] for row in rows(store, tables.audit)] == ["tickets.flag", "tickets.flag", "tickets.undo"]


def test_undoing_a_clear_brings_the_marks_back(store: Store) -> None:
    """What was cleared by mistake stands again."""
    marks.record(store, ANA, [OURS], Mark("flag"))
    act_id = marks.record(store, ANA, [OURS], Mark("clear"))
    marks.undo(store, ANA, act_id)
    assert present(store, OURS)["flagged_by"] == "Ana"


def test_an_act_is_undone_once_and_an_undo_never(store: Store) -> None:
    """The second time, an undo, and an unknown act are refused."""
    act_id = marks.record(store, ANA, [OURS], Mark("flag"))
    undo_id = marks.undo(store, ANA, act_id)
    for wrong, error in ((act_id, "error.act_undone"), (undo_id, "error.act_unknown"), ("x", "error.act_unknown")):
        with pytest.raises(ActionRefused) as refused:
            marks.undo(store, ANA, wrong)
        assert refused.value.key == error
    assert len(rows(store)) == 2


def test_the_acts_of_others_are_undone_by_a_manager_only(store: Store) -> None:
    """Staff take back their own acts; a manager any."""
    act_id = marks.record(store, ANA, [OURS], Mark("flag"))
    with pytest.raises(NotAllowed):
        marks.undo(store, BRUNO, act_id)
    marks.undo(store, BOSS, act_id)
    assert "flagged_by" not in present(store, OURS)


# ---------------------------------------------------------------- later imports
def moved(
    store: Store, publish: Callable[..., None], *messages: tuple[str, str, str], raw_status: str = "Novo"
) -> None:
    publish(ticket("ours", raw_status, ASKED, *messages), *TICKETS[1:], exported_at="2026-03-11T15:00:00Z")
    store.refresh()


def outcome(store: Store) -> tuple:
    found = store.frame("my_queue/marked", {"person": "Ana", "today": date(2026, 3, 11)})
    return (found["outcome"].iloc[0], "flagged_by" in present(store, OURS))


def test_a_flag_clears_itself_when_the_customer_writes(store: Store, publish: Callable[..., None]) -> None:
    """A message in a later import: the flag is gone, and the list says who moved the ticket."""
    marks.record(store, ANA, [OURS], Mark("flag"))
    assert outcome(store) == ("stands", True)
    moved(store, publish, ("2026-03-11T12:00:00Z", "customer", "E então?"))
    assert outcome(store) == ("customer", False)


def test_a_flag_clears_itself_when_the_status_changes_without_a_date(
    store: Store, publish: Callable[..., None]
) -> None:
    """The helpdesk's own word is another one: that is a movement too."""
    marks.record(store, ANA, [OURS], Mark("flag"))
    moved(store, publish, raw_status="Aguardando")
    assert outcome(store)[1] is False


def test_a_status_without_a_date_is_named_and_has_no_moment(store: Store, publish: Callable[..., None]) -> None:
    """It is not the message known before the flag that moved it, and nobody knows when."""
    marks.record(store, ANA, [OURS], Mark("flag"))
    moved(store, publish, raw_status="Aguardando")
    found = store.frame("my_queue/marked", {"person": "Ana", "today": date(2026, 3, 11)})
    assert found["outcome"].iloc[0] == "status"
    assert found["moved_at"].isna().all()


def test_a_message_that_arrives_late_clears_the_flag(store: Store, publish: Callable[..., None]) -> None:
    """It is dated before one that was known, and was not known itself."""
    marks.record(store, ANA, [OURS], Mark("flag"))
    before = ("2026-03-02T13:30:00Z", "agent", "Verificando o DNS."), ("2026-03-02T14:00:00Z", "customer", "Obrigado.")
    moved(store, publish, *before)
    marks.record(store, ANA, [OURS], Mark("flag"))
    assert outcome(store) == ("stands", True)
    moved(store, publish, ("2026-03-02T13:00:00Z", "customer", "E o e-mail também."), *before)
    assert outcome(store) == ("late_message", False)
    report = my_queue.report(store, Filter(), Me("helpdesk", "a1", "Ana"), date(2026, 3, 11))
    assert (report.moved.value, len(report.flagged_list.frame)) == (1, 0)


def test_a_merged_ticket_keeps_its_flag_and_says_why(store: Store, publish: Callable[..., None]) -> None:
    """It is not gone from the data: it was merged into another."""
    marks.record(store, ANA, [OURS], Mark("flag"))
    publish(ticket("ours", "Novo", ASKED, merged_into="theirs"), *TICKETS[1:], exported_at="2026-03-11T15:00:00Z")
    store.refresh()
    assert outcome(store) == ("merged", True)


def test_a_robot_or_a_new_import_of_the_same_clears_nothing(store: Store, publish: Callable[..., None]) -> None:
    """A nightly robot writes, another version is published: the flag stands."""
    marks.record(store, ANA, [OURS], Mark("flag"))
    moved(store, publish, ("2026-03-11T03:00:00Z", "robot", "Varredura noturna concluída."))
    assert outcome(store) == ("stands", True)


def test_a_ticket_that_disappears_keeps_its_flags(store: Store, publish: Callable[..., None]) -> None:
    """It is shown as gone, and can still be cleared and taken back."""
    marks.record(store, ANA, [OURS], Mark("flag"))
    publish(*TICKETS[1:], exported_at="2026-03-11T15:00:00Z")
    store.refresh()
    assert outcome(store) == ("gone", True)
    act_id = marks.record(store, ANA, [OURS], Mark("clear"))
    marks.undo(store, ANA, act_id)
    assert present(store, OURS)["flagged_by"] == "Ana"


# ---------------------------------------------------------------- two at once
def test_an_act_is_taken_back_once_also_by_two_at_once(store: Store) -> None:
    """One of them is told that it was undone already."""
    for _ in range(5):
        act_id = marks.record(store, ANA, [OURS], Mark("flag"))

        def undone(act: str = act_id) -> bool:
            try:
                return bool(marks.undo(store, ANA, act))
            except ActionRefused:
                return False

        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda _: undone(), range(4)))
        assert sum(done) == 1


def test_two_people_acting_at_once_lose_nothing(store: Store) -> None:
    """Twenty threads flag the same ticket: every act has its row, and every flag stands."""
    people = [Actor(f"P{place}", "staff") for place in range(20)]
    with ThreadPoolExecutor(20) as pool:
        acts = list(pool.map(lambda person: marks.record(store, person, [OURS], Mark("flag")), people))
    written = rows(store)
    assert {row["act_id"] for row in written} == set(acts)
    assert len(rows(store, tables.audit)) == 20
    assert set(present(store, OURS)["flagged_by"].split(", ")) == {person.name for person in people}
