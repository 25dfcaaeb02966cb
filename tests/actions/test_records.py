"""Recording about contact records: who may, what must hold, what it counts, and that nothing is lost."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dashboard import settings as settings_file
from dashboard import text
from dashboard.actions import records
from dashboard.actions.records import Outcome
from dashboard.errors import ActionRefused, NotAllowed
from dashboard.roles import PERMISSIONS, Actor
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.desks import written_in
from tests.importing.support import run as run_import
from tests.importing.support import write
from tests.support import make_warehouse

ANA, BRUNO, BOSS = Actor("Ana", "staff"), Actor("Bruno", "staff"), Actor("Chefe", "manager")
FINE, ALONE, OLD, EMPTY = (("helpdesk", name) for name in ("fine", "alone", "old", "empty"))
CUSTOMERS = [
    {"customer_id": "fine", "name": "Fina", "updated_at": "2026-01-05T12:00:00Z"},
    {"customer_id": "alone", "name": "Só Um", "updated_at": "2026-01-05T12:00:00Z"},
    {"customer_id": "old", "name": "Esquecida", "updated_at": "2020-01-05T12:00:00Z"},
    {"customer_id": "empty", "name": "Vazia", "updated_at": "2026-01-05T12:00:00Z"},
    {"customer_id": "closed", "name": "Fechou", "updated_at": "2026-01-05T12:00:00Z", "is_active": False},
]


def contact(contact_id: str, name: str | None, email: str | None, *phones: str, **more: object) -> dict:
    cells = dict(zip(("phone_1", "phone_2"), phones, strict=False))
    return {"contact_id": contact_id, "customer_id": contact_id[:-2], "name": name, "email": email, **cells, **more}


CONTACTS = (
    contact("fine-1", "Ana", "ana@fina.com.br", "(11) 3333-4001", "(11) 98765-4001"),
    contact("fine-2", "Bia", "bia@fina.com.br", "(11) 3333-4002", "(11) 98765-4002"),
    contact("fine-3", "Caio", None, "(11) 3333-4003", has_left=True),
    contact("alone-1", None, "davi@um.com.br", "(11) 98765-4003", "0800 777 1234"),
    contact("old-1", "Eva", "eva@velha.com.br", "(11) 3333-4004 / (11) 98765-4004"),
    contact("old-2", "Gil", "gil@velha.com.br", "(11) 3333-4005", "(11) 98765-4005"),
    contact("closed-1", "Rui", "rui@fechou.com.br", "(11) 3333-4006"),
)
SECOND = Outcome("second_person", values={"name": "Nina", "phone_1": "11 3333 4099", "email": "Nina@Um.com.br"})
CORRECTED = Outcome("corrected", "alone-1", {"phone_2": "(11) 3333-4098"})
SECRETS = ("3333", "98765", "33334", "@um.com", "@fina.com", "nina@", "fora@")
"""Beginnings of every number and address used here."""


@pytest.fixture
def publish(tmp_path: Path) -> Callable[..., None]:
    """``publish(*contacts)`` makes a new version in which the customers have exactly these contacts."""

    def published(*contacts: dict, exported_at: str = "2026-03-10T15:00:00Z") -> None:
        canonical = {"customers": CUSTOMERS, "contacts": list(contacts)}
        make_warehouse(tmp_path, canonical, {}, exported_at).close()

    return published


@pytest.fixture
def store(tmp_path: Path, publish: Callable[..., None]) -> Iterator[Store]:
    """The contacts above, and the desk open for writing."""
    publish(*CONTACTS)
    opened = Store(tmp_path, settings_file.load(), with_desk=True)
    yield opened
    opened.close()


def rows(store: Store, table: sa.Table = tables.contact_outcomes) -> list[dict]:
    with store.transaction() as desk:
        return [dict(row) for row in desk.execute(written_in(table)).mappings()]


def rules(store: Store, record: records.Record) -> set[str]:
    found = store.frame("contacts/records", {"customers": [record[1]]})
    return set(found["record_rules"].iloc[0].split(",")) if len(found) else set()


def states(store: Store) -> dict[tuple[str, str], str]:
    """Every change by person and cell, whatever its state."""
    known = ("open", "conflict", "carried", "dropped", "gone")
    found = pd.concat([store.frame("contacts/changes", {"change_state": one}) for one in known])
    return {(one.contact_person, one.reach_field): one.change_state for one in found.itertuples()}


def numbers(store: Store) -> list[str]:
    """All that is counted and listed of the records, as text."""
    asked = ("counts", "by_rule", "records", "writers", "changes", "shared_ways", "history")
    given_to = {"shared_ways": {"many_customers": 2}}
    people = {"customer_ids": [one["customer_id"] for one in CUSTOMERS]}
    answers = [store.frame(f"contacts/{one}", given_to.get(one)) for one in asked]
    return [frame.to_json(date_format="iso") for frame in [*answers, store.frame("contacts/persons", people)]]


def refusal(store: Store, record: records.Record, outcome: Outcome) -> ActionRefused:
    with pytest.raises(ActionRefused) as refused:
        records.record(store, ANA, record, outcome)
    return refused.value


# ---------------------------------------------------------------- what is written
def test_an_act_is_a_row_per_cell_and_one_audit_row_under_one_id(store: Store) -> None:
    """Cells as seen and as they are to stand, in one spelling as well; who, when and in which role."""
    outcome = Outcome("corrected", "fine-1", {"phone_1": "011 3333 4097 ", "email": "Nova@Fina.com.br"}, "  ligou  ")
    act_id = records.record(store, ANA, FINE, outcome)
    written = {row["field"]: row for row in rows(store)}
    assert {row["act_id"] for row in written.values()} == {act_id}
    assert {(row["kind"], row["customer_id"], row["contact_id"], row["note"]) for row in written.values()} == {
        ("corrected", "fine", "fine-1", "ligou")
    }
    assert [written["phone_1"][name] for name in ("seen_value", "value", "value_kind", "way")] == [
        "(11) 3333-4001",
        "+55 11 3333-4097",
        "landline",
        "1133334097",
    ]
    assert [written["email"][name] for name in ("seen_value", "value_kind", "way")] == [
        "ana@fina.com.br",
        "email",
        "nova@fina.com.br",
    ]
    (audit,) = rows(store, tables.audit)
    assert [audit[name] for name in ("audit_id", "action", "actor", "role")] == [
        act_id,
        "contacts.corrected",
        "Ana",
        "staff",
    ]
    assert json.loads(audit["before"])["fine-1.phone_1"] == "(11) 3333-4001"
    assert json.loads(audit["after"]) == {
        "fine-1.phone_1": "+55 11 3333-4097",
        "fine-1.email": written["email"]["value"],
        "note": "ligou",
    }


@pytest.mark.parametrize("kind", ["confirmed", "unreachable", "note"])
def test_what_changes_no_cell_is_one_row_about_the_record(store: Store, kind: str) -> None:
    """No person, no cell, no value; the words are kept letter by letter."""
    words = "'); drop table contact_outcomes; -- <b>*oi*</b> =1+1 \N{SNOWMAN}"
    act_id = records.record(store, ANA, FINE, Outcome(kind, note=words))
    (row,) = rows(store)
    assert {name: row[name] for name in ("act_id", "kind", "note", "contact_id", "field", "value")} == {
        "act_id": act_id,
        "kind": kind,
        "note": words,
        "contact_id": None,
        "field": None,
        "value": None,
    }
    assert len(rows(store, tables.audit)) == 1


def test_a_second_person_has_the_acts_id_until_they_arrive(store: Store) -> None:
    """Name and ways are rows of the same new person."""
    act_id = records.record(store, ANA, ALONE, SECOND)
    assert {(row["contact_id"], row["field"], row["way"]) for row in rows(store)} == {
        (act_id, "name", None),
        (act_id, "phone_1", "1133334099"),
        (act_id, "email", "nina@um.com.br"),
    }


def test_the_preview_is_what_will_be_written_and_changes_nothing(store: Store) -> None:
    """The same cells and values, and no row."""
    seen = records.preview(store, ANA, ALONE, CORRECTED)
    assert not rows(store)
    records.record(store, ANA, ALONE, CORRECTED)
    assert [(one.field, one.seen_value, one.value, one.way) for one in seen] == [
        (row["field"], row["seen_value"], row["value"], row["way"]) for row in rows(store)
    ]


def test_an_act_whose_audit_cannot_be_written_is_not_recorded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One transaction: all of it, or nothing."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(records, "written", broken)
    with pytest.raises(RuntimeError):
        records.record(store, ANA, ALONE, SECOND)
    assert not rows(store)


# ---------------------------------------------------------------- who may
@pytest.mark.parametrize(
    "role", [role for role, may in PERMISSIONS.items() if records.PERMISSION not in may] + ["nobody"]
)
def test_a_role_without_the_permission_changes_nothing(store: Store, role: str) -> None:
    """The action checks again, whatever the page showed, and does not say whether the record exists."""
    eva = Actor("Eva", role)
    act_id = records.record(store, ANA, FINE, Outcome("confirmed"))
    for kind in records.KINDS:
        for key in (FINE, ("helpdesk", "nowhere")):
            with pytest.raises(NotAllowed):
                records.record(store, eva, key, Outcome(kind, "fine-1", note="x"))
            with pytest.raises(NotAllowed):
                records.preview(store, eva, key, Outcome(kind, "fine-1", note="x"))
    with pytest.raises(NotAllowed):
        records.undo(store, eva, act_id)
    assert len(rows(store)) == len(rows(store, tables.audit)) == 1


# ---------------------------------------------------------------- what must hold
REFUSED = [
    (FINE, Outcome("delete"), "error.outcome_kind"),
    (FINE, Outcome("undo"), "error.outcome_kind"),
    (FINE, Outcome("note", note=" \n"), "error.mark_note_missing"),
    (FINE, Outcome("note", note="x" * 2001), "error.mark_note_long"),
    (("helpdesk", "nowhere"), Outcome("confirmed"), "error.outcome_record_unknown"),
    (("other", "fine"), Outcome("confirmed"), "error.outcome_record_unknown"),
    (("helpdesk", "closed"), Outcome("confirmed"), "error.outcome_record_unknown"),
    (FINE, Outcome("corrected", "old-1", {"phone_1": "11 3333-4098"}), "error.outcome_person_unknown"),
    (FINE, Outcome("corrected", None, {"phone_1": "11 3333-4098"}), "error.outcome_person_unknown"),
    (EMPTY, Outcome("corrected", None, {"phone_1": "11 3333-4098"}), "error.outcome_person_unknown"),
    (EMPTY, Outcome("left", None), "error.outcome_person_unknown"),
    (FINE, Outcome("left", "fine-3"), "error.outcome_left_already"),
    (FINE, Outcome("corrected", "fine-1"), "error.outcome_value_missing"),
    (FINE, Outcome("corrected", "fine-1", {"phone_1": "  "}), "error.outcome_value_missing"),
    (FINE, Outcome("corrected", "fine-1", {"phone_1": "+551133334001"}), "error.outcome_value_same"),
    (FINE, Outcome("corrected", "fine-1", {"email": " ANA@fina.com.br"}), "error.outcome_value_same"),
    (FINE, Outcome("corrected", "fine-1", {"name": "Zé"}), "error.outcome_cell_unknown"),
    (FINE, Outcome("corrected", "fine-1", {"has_left": "true"}), "error.outcome_cell_unknown"),
    (FINE, Outcome("corrected", "fine-1", {"email": "a" * 321}), "error.outcome_value_long"),
    (FINE, Outcome("corrected", "fine-1", {"phone_1": "11 3333-4098 / 11 98765-4098"}), "error.outcome_one_number"),
    (FINE, Outcome("corrected", "fine-1", {"phone_1": "3333-4098"}), "error.outcome_value"),
    (FINE, Outcome("corrected", "fine-1", {"phone_1": "0800 777 1234"}), "error.outcome_value"),
    (FINE, Outcome("corrected", "fine-1", {"phone_1": "(11) 99999-9999"}), "error.outcome_value"),
    (FINE, Outcome("corrected", "fine-1", {"phone_1": "(11) 8765-4321"}), "error.outcome_value_meant"),
    (FINE, Outcome("corrected", "fine-1", {"email": "fora@gmial.com"}), "error.outcome_value_meant"),
    (FINE, Outcome("corrected", "fine-1", {"email": "fora@"}), "error.outcome_value"),
    (FINE, Outcome("corrected", "fine-1", {"phone_1": "11 3333-4098", "email": "fora@"}), "error.outcome_value"),
    (ALONE, Outcome("second_person", values={"phone_1": "11 3333-4098"}), "error.outcome_name_missing"),
    (ALONE, Outcome("second_person", values={"name": "Nina"}), "error.outcome_way_missing"),
    (
        ALONE,
        Outcome("second_person", values={"name": "Nina", "phone_1": "11987654003", "email": "DAVI@um.com.br"}),
        "error.outcome_way_repeated",
    ),
]


@pytest.mark.parametrize(("key", "outcome", "error"), REFUSED)
def test_what_does_not_hold_is_refused_whole(store: Store, key: records.Record, outcome: Outcome, error: str) -> None:
    """Each refusal has its key and its words in every language, and leaves neither a row nor an audit row."""
    refused = refusal(store, key, outcome)
    assert refused.key == error
    assert not rows(store)
    assert not rows(store, tables.audit)
    for language in text.LANGUAGES:
        assert text.has(error, language)
        assert "{" not in text.explain(refused, language)


def test_every_refusal_has_its_words() -> None:
    """Every key that the code names is in the catalogues of all languages."""
    named = set(re.findall(r'"(error\.\w+)"', Path(records.__file__).read_text(encoding="utf-8")))
    assert len(named) > 10
    assert not [(key, one) for key in named for one in text.LANGUAGES if not text.has(key, one)]


def test_a_second_person_is_measured_against_the_record_as_it_is_known_here(store: Store) -> None:
    """The number of one who left is free; that of another second person, or a corrected one, is not."""
    takes_over = Outcome("second_person", values={"name": "Nina", "phone_1": "11 98765-4003"})
    assert refusal(store, ALONE, takes_over).key == "error.outcome_way_repeated"
    left = records.record(store, ANA, ALONE, Outcome("left", "alone-1"))
    second = records.record(store, ANA, ALONE, takes_over)
    assert rules(store, ALONE) == {"departed-listed", "landline-missing", "secondary-missing"}
    assert states(store)[("Nina", "phone_1")] == "open"
    third = Outcome("second_person", values={"name": "Otto", "phone_1": "11 98765-4003"})
    assert refusal(store, ALONE, third).key == "error.outcome_way_repeated"
    records.undo(store, ANA, second)
    records.record(store, ANA, ALONE, third)
    records.record(store, ANA, FINE, Outcome("corrected", "fine-1", {"phone_1": "11 3333-4096"}))
    corrected = Outcome("second_person", values={"name": "Nina", "phone_1": "11 3333-4096"})
    assert refusal(store, FINE, corrected).key == "error.outcome_way_repeated"
    records.record(store, ANA, FINE, Outcome("second_person", values={"name": "Nina", "phone_1": "11 3333-4001"}))
    records.record(store, ANA, FINE, Outcome("second_person", values={"name": "Rui", "phone_1": "11 3333-4003"}))
    records.undo(store, ANA, left)


def test_a_way_of_somebody_without_a_name_is_no_arrival(store: Store) -> None:
    """The one listed has no name: their number, shared with the second person, does not close the change."""
    values = {"name": "Nina", "phone_1": "11 98765-4003", "email": "nina@um.com.br"}
    records.record(store, ANA, ALONE, Outcome("second_person", values=values))
    assert set(states(store).values()) == {"open"}
    assert "secondary-missing" not in rules(store, ALONE)


def test_a_second_person_listed_without_a_way_counts_with_the_one_recorded(
    store: Store, publish: Callable[..., None]
) -> None:
    """The name stood there before: it is no sign of arrival, the number is."""
    publish(*CONTACTS, contact("alone-2", "nina", None), exported_at="2026-03-11T15:00:00Z")
    store.refresh()
    records.record(store, ANA, ALONE, SECOND)
    assert set(states(store).values()) == {"open"}
    assert "secondary-missing" not in rules(store, ALONE)
    publish(*CONTACTS, contact("alone-2", "nina", None, "1133334099"), exported_at="2026-03-12T15:00:00Z")
    store.refresh()
    assert set(states(store).values()) == {"carried"}


# ---------------------------------------------------------------- what it counts
def test_each_outcome_counts_at_once(store: Store) -> None:
    """Before, after, and taken back: every rule that the outcome touches, and no other."""
    alone = {"landline-missing", "phone-invalid", "secondary-missing"}
    steps = [
        (ALONE, CORRECTED, alone, {"secondary-missing"}),
        (ALONE, SECOND, alone, {"phone-invalid"}),
        (
            ALONE,
            Outcome("left", "alone-1"),
            alone,
            {"only-person-left", "departed-listed", "landline-missing", "mobile-missing", "secondary-missing"},
        ),
        (ALONE, Outcome("unreachable"), alone, alone | {"not-reached"}),
        (ALONE, Outcome("note", note="não atendeu"), alone, alone),
        (OLD, Outcome("confirmed"), {"not-confirmed"}, set()),
        (OLD, Outcome("corrected", "old-2", {"email": "outra@velha.com.br"}), {"not-confirmed"}, set()),
        (OLD, Outcome("corrected", "old-1", {"phone_1": "(11) 98765-4004"}), {"not-confirmed"}, set()),
        (OLD, Outcome("left", "old-1"), {"not-confirmed"}, {"departed-listed", "secondary-missing"}),
        (OLD, Outcome("note", note="x"), {"not-confirmed"}, {"not-confirmed"}),
        (OLD, Outcome("unreachable"), {"not-confirmed"}, {"not-confirmed", "not-reached"}),
    ]
    for record, outcome, before, after in steps:
        assert rules(store, record) == before, outcome
        act_id = records.record(store, ANA, record, outcome)
        assert rules(store, record) == after, outcome
        records.undo(store, ANA, act_id)


def test_one_of_two_numbers_in_a_cell_can_be_the_right_one(store: Store) -> None:
    """The dead number counts no more, and the change stays open while both stand there."""
    records.record(store, ANA, OLD, Outcome("left", "old-2"))
    records.record(store, ANA, OLD, Outcome("corrected", "old-1", {"phone_1": "(11) 98765-4004"}))
    assert states(store)[("Eva", "phone_1")] == "open"
    assert "landline-missing" in rules(store, OLD)


def test_unreachable_holds_until_a_later_confirming_act_or_a_real_change(
    store: Store, publish: Callable[..., None]
) -> None:
    """A note and a touch of nothing leave it; a confirmation, and a change in the helpdesk, end it."""
    records.record(store, ANA, FINE, Outcome("unreachable"))
    records.record(store, ANA, FINE, Outcome("note", note="de novo"))
    assert "not-reached" in rules(store, FINE)
    confirmed = records.record(store, ANA, FINE, Outcome("confirmed"))
    assert "not-reached" not in rules(store, FINE)
    records.undo(store, ANA, confirmed)
    publish(*CONTACTS, exported_at="2026-03-11T15:00:00Z")
    store.refresh()
    assert "not-reached" in rules(store, FINE)
    changed = {**CONTACTS[0], "updated_at": "2100-01-01T12:00:00Z"}
    publish(changed, *CONTACTS[1:], exported_at="2026-03-12T15:00:00Z")
    store.refresh()
    assert "not-reached" not in rules(store, FINE)


def test_two_corrections_of_a_cell_count_as_the_later_and_undone_as_the_first(store: Store) -> None:
    """The last word on a cell that nobody took back."""
    first = records.record(store, ANA, ALONE, Outcome("corrected", "alone-1", {"phone_2": "11 3333-4098"}))
    records.record(store, ANA, ALONE, Outcome("corrected", "alone-1", {"phone_2": "11 98765-4097"}))
    assert "landline-missing" in rules(store, ALONE)
    assert store.frame("contacts/changes")["new_value"].tolist() == ["+55 11 98765-4097"]
    second = rows(store)[-1]["act_id"]
    records.undo(store, ANA, second)
    assert "landline-missing" not in rules(store, ALONE)
    records.undo(store, ANA, first)
    assert store.frame("contacts/changes").empty


# ---------------------------------------------------------------- later imports
def test_a_change_goes_from_open_to_conflict_to_dropped(store: Store, publish: Callable[..., None]) -> None:
    """A confirmation before the conflict settles nothing; the one after it takes the helpdesk's value."""
    records.record(store, ANA, ALONE, CORRECTED)
    records.record(store, ANA, ALONE, Outcome("confirmed"))
    assert set(states(store).values()) == {"open"}
    other = {**CONTACTS[3], "phone_2": "0300 123 4567"}
    publish(*CONTACTS[:3], other, *CONTACTS[4:], exported_at="2026-03-11T15:00:00Z")
    store.refresh()
    assert set(states(store).values()) == {"conflict"}
    assert {"phone-invalid", "landline-missing"} <= rules(store, ALONE)
    taken = records.record(store, ANA, ALONE, Outcome("confirmed"))
    assert set(states(store).values()) == {"dropped"}
    records.undo(store, ANA, taken)
    assert set(states(store).values()) == {"conflict"}
    records.record(store, ANA, ALONE, Outcome("corrected", "alone-1", {"phone_2": "(11) 3333-4097"}))
    assert set(states(store).values()) == {"open"}
    assert "landline-missing" not in rules(store, ALONE)
    publish(*CONTACTS[:3], {**other, "phone_2": "1133334097"}, *CONTACTS[4:], exported_at="2026-03-12T15:00:00Z")
    store.refresh()
    assert set(states(store).values()) == {"carried"}


def test_a_confirmation_takes_the_helpdesks_word_also_where_the_cell_is_empty_now(
    store: Store, publish: Callable[..., None]
) -> None:
    """The helpdesk emptied the cell: that is another value than both."""
    records.record(store, ANA, ALONE, CORRECTED)
    publish(*CONTACTS[:3], {**CONTACTS[3], "phone_2": None}, *CONTACTS[4:], exported_at="2026-03-11T15:00:00Z")
    store.refresh()
    assert set(states(store).values()) == {"conflict"}
    records.record(store, ANA, ALONE, Outcome("confirmed"))
    assert set(states(store).values()) == {"dropped"}


def test_the_history_goes_from_import_to_import_and_the_same_export_replaces_its_rows(tmp_path: Path) -> None:
    """Two exports, the second one twice: two days, each measured once, the first as it was then."""
    data_dir = tmp_path / "data"
    write(tmp_path / "tickets.csv", "ticket_id,raw_status,opened_at\n1,new,2026-01-05T12:00:00Z\n")
    write(tmp_path / "customers.csv", "customer_id,name,updated_at\nfine,Fina,2026-01-05T12:00:00Z\n")
    head = "contact_id,customer_id,name,phone_1,phone_2,email\n"
    both = "fine-1,fine,Ana,(11) 3333-4001,(11) 98765-4001,a@fina.com.br\n"
    for day, cells in ((10, "0800 777 1234,,"), (11, "0800 777 1234,,"), (11, "(11) 3333-4002,,b@fina.com.br")):
        write(tmp_path / "contacts.csv", f"{head}{both}fine-2,fine,Bia,{cells}\n")
        files = [tmp_path / f"{one}.csv" for one in ("tickets", "customers", "contacts")]
        run_import("canonical", files, data_dir, exported_at=datetime(2026, 3, day, 15, tzinfo=UTC))
    reader = Store(data_dir, settings_file.load(), with_desk=False)
    found = reader.frame("contacts/history")
    measures = found["severity"].fillna(found["record_rule"])
    told = {
        (day.day, name): count for day, name, count in zip(found["day"], measures, found["record_count"], strict=True)
    }
    assert told == {
        (10, "unreachable"): 0,
        (10, "at_risk"): 1,
        (10, "phone-invalid"): 1,
        (10, "secondary-missing"): 1,
        (11, "unreachable"): 0,
        (11, "at_risk"): 0,
    }
    assert len(found) == len(told)
    reader.close()


# ---------------------------------------------------------------- taking back
def test_an_act_is_undone_once_and_an_undo_never(store: Store) -> None:
    """Both rows stay; the second time, an undo, and an unknown act are refused."""
    act_id = records.record(store, ANA, ALONE, SECOND)
    undo_id = records.undo(store, ANA, act_id)
    for wrong, error in ((act_id, "error.act_undone"), (undo_id, "error.act_unknown"), ("x", "error.act_unknown")):
        with pytest.raises(ActionRefused) as refused:
            records.undo(store, ANA, wrong)
        assert refused.value.key == error
    kept = rows(store)
    assert [row["kind"] for row in kept] == ["second_person"] * 3 + ["undo"]
    assert (kept[-1]["undoes"], kept[-1]["source"], kept[-1]["customer_id"]) == (act_id, *ALONE)
    assert [row["action"] for row in rows(store, tables.audit)] == ["contacts.second_person", "contacts.undo"]
    assert rows(store, tables.audit)[-1]["audit_id"] == undo_id


def test_the_acts_of_others_are_undone_by_a_manager_only(store: Store) -> None:
    """Staff take back their own acts; who may undo those of others, any."""
    act_id = records.record(store, ANA, OLD, Outcome("confirmed"))
    with pytest.raises(NotAllowed):
        records.undo(store, BRUNO, act_id)
    assert rules(store, OLD) == set()
    records.undo(store, BOSS, act_id)
    assert rules(store, OLD) == {"not-confirmed"}


def test_an_act_is_taken_back_once_also_by_two_at_once(store: Store) -> None:
    """One of them wins; the others are told that it was undone already."""
    for _ in range(3):
        act_id = records.record(store, ANA, ALONE, SECOND)

        def undone(act: str = act_id) -> str:
            try:
                return records.undo(store, ANA, act)
            except ActionRefused as refused:
                return refused.key

        with ThreadPoolExecutor(4) as pool:
            done = sorted(pool.map(lambda _: undone(), range(4)))
        assert done.count("error.act_undone") == 3
        assert sum(row["undoes"] == act_id for row in rows(store)) == 1


def test_people_recording_at_once_lose_nothing(store: Store) -> None:
    """Ten people record about the same record: every act has its rows and its audit row."""
    both_cells = Outcome("corrected", "alone-1", {"phone_2": "(11) 3333-4098", "email": "fora@um.com.br"})
    people = [Actor(f"P{place}", "staff") for place in range(10)]
    with ThreadPoolExecutor(10) as pool:
        acts = list(pool.map(lambda person: records.record(store, person, ALONE, both_cells), people))
    assert {row["act_id"] for row in rows(store)} == set(acts) == {row["audit_id"] for row in rows(store, tables.audit)}
    assert len(rows(store)) == 20


# ---------------------------------------------------------------- nothing is lost
ACTS = st.sampled_from(
    [
        *((one, Outcome(kind)) for one in (FINE, ALONE, OLD, EMPTY) for kind in ("confirmed", "unreachable")),
        (FINE, Outcome("note", note="x")),
        *((("helpdesk", one[:-2]), Outcome("left", one)) for one in ("fine-1", "fine-2", "alone-1", "old-1")),
        (FINE, Outcome("corrected", "fine-1", {"phone_1": "(11) 98765-4001", "email": "fora@fina.com.br"})),
        (OLD, Outcome("corrected", "old-1", {"phone_1": "(11) 98765-4004"})),
        (OLD, Outcome("corrected", "old-1", {"phone_2": "+1 212 555 2368"})),
        (ALONE, CORRECTED),
        (ALONE, SECOND),
        (EMPTY, SECOND),
    ]
)
STEPS = st.lists(st.one_of(ACTS, ACTS, st.integers(0, 9)), min_size=1, max_size=7)


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS, order=st.randoms(use_true_random=False))
def test_undoing_everything_gives_the_first_numbers_and_no_row_is_lost(store: Store, steps: list, order) -> None:
    """After any acts and undos, undone in any order, every number is the first one; rows are only ever added."""
    first = numbers(store)
    standing: list[str] = []

    def added(act: Callable[[], str]) -> str | None:
        before = [*rows(store), *rows(store, tables.audit)]
        try:
            new_id = act()
        except ActionRefused:
            new_id = None  # a second SECOND repeats the first: refused whole
        after = [*rows(store), *rows(store, tables.audit)]
        assert all(row in after for row in before)
        assert (len(after) > len(before)) is (new_id is not None)
        return new_id

    for step in steps:
        if isinstance(step, int):
            if standing:
                undone = standing.pop(step % len(standing))
                assert added(lambda act=undone: records.undo(store, ANA, act))
        elif new_id := added(lambda about=step: records.record(store, ANA, *about)):
            standing.append(new_id)
    order.shuffle(standing)
    for act_id in standing:
        assert added(lambda act=act_id: records.undo(store, BOSS, act))
    assert numbers(store) == first


# ---------------------------------------------------------------- no log knows a number
def test_no_number_and_no_address_is_logged(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """At the most talkative level: recording, refusing, taking back, and a query that fails."""
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, "sqlalchemy"):
        records.record(store, ANA, ALONE, CORRECTED)
        act_id = records.record(store, ANA, ALONE, SECOND)
        records.undo(store, ANA, act_id)
        for key, outcome, _ in REFUSED:
            refusal(store, key, outcome)
    assert caplog.records
    assert not [secret for secret in SECRETS if secret in caplog.text.lower()]


def test_no_failure_of_the_desk_repeats_what_was_recorded(store: Store) -> None:
    """The database's own error names the statement, not the numbers in it."""
    with store.transaction() as desk:
        desk.execute(sa.text("drop table audit"))
    with pytest.raises(sa.exc.DBAPIError) as failed:
        records.record(store, ANA, ALONE, SECOND)
    assert not [secret for secret in SECRETS if secret in str(failed.value).lower()]
    assert not rows(store)
