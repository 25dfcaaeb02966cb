"""Role × action: allowed or refused, as the table written by hand says; and a refusal is noted."""

from collections.abc import Callable
from datetime import date

import pytest

from dashboard.actions import (
    audit,
    cases,
    feedback,
    imports,
    marks,
    opening,
    privacy,
    reasons,
    records,
    statuses,
    versions,
)
from dashboard.actions.opening import Opening
from dashboard.errors import ActionRefused, NotAllowed
from dashboard.importing import erasing
from dashboard.roles import Actor
from dashboard.store import versions as versions_of
from dashboard.store.engine import Store
from dashboard.store.persons import Person
from tests.access import matrix
from tests.actions import desk_of_cases
from tests.actions.desk_of_cases import ANAS, COMMENT, OMBUDSMAN, STAFF
from tests.desks import refusals

COMPLAINT = Opening("complaint", "email", "Ninguém responde.")
DENUNCIATION = Opening("denunciation", "email", "Alguém pediu dinheiro.")
PRAISE = feedback.Entry("email", "Obrigado!", is_praise=True)
RECORD = ("helpdesk", "c1")
PERSON = Person("customer", "helpdesk", "c1")
OTHER, BOSS = Actor("Bruno", "staff"), Actor("Chefe", "manager")
Act = Callable[[Store, Actor], object]


def _undo(whose: Actor | None) -> Act:
    def act(store: Store, actor: Actor) -> object:
        act_id = marks.record(store, whose or Actor(actor.name, "staff"), [ANAS], marks.Mark("flag"))
        return marks.undo(store, actor, act_id)

    return act


def _undo_contact(store: Store, actor: Actor) -> object:
    act_id = records.record(store, OTHER, RECORD, records.Outcome("note", note="x"))
    return records.undo(store, actor, act_id)


def _answer(store: Store, actor: Actor) -> object:
    protocol = opening.open_case(store, STAFF, COMPLAINT)
    cases.triage(store, OMBUDSMAN, protocol)
    cases.send_to_area(store, OMBUDSMAN, protocol, "Suporte")
    return cases.area_answered(store, actor, protocol, "x")


def _go_back(store: Store, actor: Actor) -> object:
    older = versions_of.kept(store.data_dir)[0].stamp
    desk_of_cases.warehouse(store.data_dir)
    return versions.rollback(store, actor, older)


def _import(store: Store, actor: Actor) -> object:
    # Nothing was chosen: said to whoever may import, and to nobody else.
    with pytest.raises(ActionRefused) as nothing:
        imports.upload(store, actor, [], imports.Wishes("auto"))
    return nothing.value.key == "error.upload_nothing"


def _map(store: Store, actor: Actor) -> object:
    with pytest.raises(ActionRefused) as unchanged:
        statuses.map_statuses(store, actor, "helpdesk", {"Novo": None})
    return unchanged.value.key == "error.statuses_unchanged"


def _erase(store: Store, actor: Actor) -> object:
    privacy.may_erase(store, actor, PERSON)
    return erasing.begin(store.data_dir, actor, erasing.Request(PERSON, "Art. 18, VI", date(2026, 3, 1)))


ACTS: dict[str, Act] = {
    "flag_tickets": lambda store, actor: marks.record(store, actor, [ANAS], marks.Mark("flag")),
    "undo_own_flag": _undo(None),
    "undo_flag_of_another": _undo(OTHER),
    "correct_reason": lambda store, actor: reasons.correct(store, actor, *ANAS, "server"),
    "record_contact": lambda store, actor: records.record(store, actor, RECORD, records.Outcome("note", note="x")),
    "undo_contact_of_another": _undo_contact,
    "open_case": lambda store, actor: opening.open_case(store, actor, COMPLAINT),
    "open_denunciation": lambda store, actor: opening.open_case(store, actor, DENUNCIATION),
    "handle_case": lambda store, actor: cases.triage(store, actor, opening.open_case(store, STAFF, COMPLAINT)),
    "answer_for_the_area": _answer,
    "enter_feedback": lambda store, actor: feedback.enter_feedback(store, actor, PRAISE),
    "classify_feedback": lambda store, actor: feedback.read_feedback(store, actor, COMMENT, "other", "x"),
    "go_back_a_version": _go_back,
    "import_an_export": _import,
    "map_a_status": _map,
    "hand_over_personal_data": lambda store, actor: privacy.handed_over(store, actor, PERSON, 1),
    "erase_person": _erase,
}


def test_the_table_knows_every_act() -> None:
    """A new act is a new row of the table."""
    assert set(ACTS) == set(matrix.rows(matrix.ACTIONS))


@pytest.mark.parametrize(("act", "role", "may"), matrix.cells(matrix.ACTIONS))
def test_who_may_do_what(office: Store, act: str, role: str, may: bool) -> None:
    """The action asks again, whatever the page showed; who may has it done, who may not leaves a row that says so."""
    if may:
        ACTS[act](office, Actor("Dora", role))
        assert not refusals(office)
        return
    with pytest.raises(NotAllowed) as refusal:
        ACTS[act](office, Actor("Dora", role))
    assert refusal.value.key == "error.not_allowed"
    assert [(one["actor"], one["role"]) for one in refusals(office)] == [("Dora", role)]


@pytest.mark.parametrize("act", ACTS)
def test_an_unknown_role_does_nothing(office: Store, act: str) -> None:
    """A role that the table does not know is refused everything."""
    with pytest.raises((NotAllowed, ActionRefused)) as refusal:
        ACTS[act](office, Actor("Eva", "nobody"))
    assert refusal.value.key == "error.not_allowed"


def test_a_sign_in_is_noted_once(office: Store) -> None:
    """However many tabs and reconnections follow from it."""
    for moment in (1.0, 1.0, 2.0):
        audit.signed_in(office, BOSS, "7", moment)
    assert list(office.frame("audit/rows", {"audit_action": "session"})["actor"]) == ["Chefe", "Chefe"]


def test_a_look_keeps_what_others_are_shown(office: Store) -> None:
    """Answers that join the desk stay remembered: a look changes no page."""
    before = office.desk_acts
    audit.noted(office, BOSS, "look.ticket", "ticket helpdesk/anas")
    assert office.desk_acts == before
