"""Feedback without a case: read with a reason, or entered by hand."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from dashboard.actions import feedback, opening
from dashboard.actions.feedback import BY_HAND, Entry
from dashboard.actions.opening import Opening
from dashboard.errors import ActionRefused, NotAllowed
from dashboard.roles import PERMISSIONS, Actor
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.actions.desk_of_cases import COMMENT, DEPUTY, OMBUDSMAN, STAFF, UNTOLD, everything, rows

PRAISE = Entry("phone", "Atendimento nota dez.", 5, customer_name="Ivo", is_praise=True, publish="initials")


@pytest.fixture
def store(office: Store) -> Store:
    """The ombudsman's desk, empty."""
    return office


def refused(act: Callable[[], object]) -> str:
    with pytest.raises((ActionRefused, NotAllowed)) as raised:
        act()
    return raised.value.key


def test_feedback_is_entered_with_its_channel(store: Store) -> None:
    """Row and audit row under one id; the audit repeats neither words nor name."""
    entry_id = feedback.enter_feedback(store, STAFF, PRAISE)
    (row,), (audit,) = rows(store, tables.feedback_entries), rows(store, tables.audit)
    assert (row["entry_id"], row["channel"], row["score"], row["comment"]) == (
        entry_id, "phone", 5, "Atendimento nota dez.",
    )  # fmt: skip
    assert (row["is_praise"], row["publish"], row["given_day"], row["actor"]) == (
        True, "initials", date(2026, 3, 10), "Rui",
    )  # fmt: skip
    assert (audit["audit_id"], audit["subject"]) == (entry_id, f"feedback {BY_HAND}/{entry_id}")
    assert json.loads(audit["after"]) == {"channel": "phone", "score": 5, "is_praise": True, "publish": "initials"}


def test_a_mark_or_a_comment_is_enough(store: Store) -> None:
    """Either alone, and no customer."""
    feedback.enter_feedback(store, STAFF, Entry("chat", score=1))
    feedback.enter_feedback(store, STAFF, Entry("letter", "Obrigado.", given_day=date(2026, 3, 1)))
    assert [(row["score"], row["comment"]) for row in rows(store, tables.feedback_entries)] == [
        (1, None), (None, "Obrigado."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (Entry("pigeon", "x"), "error.case_choice"),
        (Entry("phone", " "), "error.feedback_empty"),
        (Entry("phone", "x", 0), "error.case_mark"),
        (Entry("phone", "x", 6), "error.case_mark"),
        (Entry("phone", "x", True), "error.case_mark"),
        (Entry("phone", "x" * 20_001), "error.case_words_long"),
        (Entry("phone", "x", given_day=date(2026, 3, 11)), "error.case_day_future"),
        (Entry("phone", "x", customer_name="Ivo", publish="name"), "error.publish_no_praise"),
        (Entry("phone", "x", is_praise=True, publish="name"), "error.publish_nameless"),
        (Entry("phone", "x", is_praise=True, customer_name="Ivo", publish="aloud"), "error.case_choice"),
    ],
)
def test_what_does_not_hold_is_not_entered(store: Store, entry: Entry, key: str) -> None:
    """Refused with its reason, and nothing is written."""
    assert refused(lambda: feedback.enter_feedback(store, STAFF, entry)) == key
    assert not any(everything(store).values())


def test_feedback_is_read_with_a_reason(store: Store) -> None:
    """Of the helpdesk or entered by hand; read again, both readings stay."""
    entry = feedback.enter_feedback(store, STAFF, PRAISE)
    feedback.read_feedback(store, OMBUDSMAN, COMMENT, "complaint", "Já resolvido no ticket.")
    feedback.read_feedback(store, OMBUDSMAN, COMMENT, "other", "Era engano.")
    act_id = feedback.read_feedback(store, DEPUTY, (BY_HAND, entry), "praise", "Repassado à equipe.")
    found = rows(store, tables.feedback_readings)
    assert [(row["source"], row["feedback_id"], row["classification"], row["actor"]) for row in found] == [
        ("helpdesk", "f1", "complaint", "Olga"),
        ("helpdesk", "f1", "other", "Olga"),
        (BY_HAND, entry, "praise", "Dora"),
    ]  # fmt: skip
    assert rows(store, tables.audit)[-1]["audit_id"] == act_id


@pytest.mark.parametrize(
    ("key", "classification", "reason", "expected"),
    [
        (COMMENT, "complaint", "", "error.case_needs_words"),
        (COMMENT, "denunciation", "x", "error.case_choice"),
        (COMMENT, "data_subject", "x", "error.case_choice"),
        (("helpdesk", "none"), "other", "x", "error.feedback_unknown"),
        ((BY_HAND, "f1"), "other", "x", "error.feedback_unknown"),
    ],
)
def test_what_does_not_hold_is_not_read(store: Store, key, classification: str, reason: str, expected: str) -> None:
    """A reason, a classification that needs no case, feedback that is there."""
    assert refused(lambda: feedback.read_feedback(store, OMBUDSMAN, key, classification, reason)) == expected
    assert not any(everything(store).values())


def test_feedback_with_a_case_needs_no_reading(store: Store) -> None:
    """The case is its reading; another comment on the same ticket is read."""
    opening.open_case(store, STAFF, Opening("complaint", "rating", feedback=COMMENT))
    key = refused(lambda: feedback.read_feedback(store, OMBUDSMAN, COMMENT, "complaint", "x"))
    assert key == "error.feedback_has_case"
    feedback.read_feedback(store, OMBUDSMAN, UNTOLD, "complaint", "Sem palavras.")


def test_nobody_reads_away_feedback_on_their_own_service(store: Store) -> None:
    """Ana's ticket, Ana's comment: somebody else says that no action is needed."""
    for actor in (Actor("ana", "ombudsman"), Actor("x", "ombudsman", "ana@empresa.example")):
        assert refused(lambda one=actor: feedback.read_feedback(store, one, COMMENT, "other", "x")) == (
            "error.case_own_service"
        )


@pytest.mark.parametrize("role", [*PERMISSIONS, "nobody"])
def test_who_may(store: Store, role: str) -> None:
    """Everybody of the company enters; the ombudsman and the deputy read."""
    actor = Actor("Dora", role)
    if role == "nobody":
        assert refused(lambda: feedback.enter_feedback(store, actor, PRAISE)) == "error.not_allowed"
    else:
        feedback.enter_feedback(store, actor, PRAISE)
    if role in ("ombudsman", "deputy"):
        feedback.read_feedback(store, actor, COMMENT, "other", "x")
    else:
        assert refused(lambda: feedback.read_feedback(store, actor, COMMENT, "other", "x")) == "error.not_allowed"
