"""The ombudsman's cases: opened, moved, answered, concluded; who may, what must hold, what is written."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.actions import cases, feedback, opening
from dashboard.actions.opening import Opening
from dashboard.errors import ActionRefused, NotAllowed
from dashboard.roles import PERMISSIONS, Actor
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.actions import desk_of_cases
from tests.actions.desk_of_cases import (
    ADMIN,
    ANAS,
    BOSS,
    BRUNOS,
    COMMENT,
    DEPUTY,
    NOBODYS,
    OMBUDSMAN,
    STAFF,
    UNTOLD,
    Clock,
    everything,
    rows,
    state,
)
from tests.actions.helpdesk import ASKED, ticket

COMPLAINT = Opening("complaint", "email", "Ninguém responde.")
AREA = "Suporte"


@pytest.fixture
def store(office: Store) -> Store:
    """The ombudsman's desk, empty."""
    return office


@pytest.fixture
def case(store: Store) -> str:
    """A complaint about nobody's ticket, received."""
    return opening.open_case(store, STAFF, COMPLAINT)


def conclude(store: Store, protocol: str) -> None:
    cases.answer(store, OMBUDSMAN, protocol, "conclusive", "Devolvemos o valor.")
    cases.conclude(store, OMBUDSMAN, protocol, "founded")


def refused(act: Callable[[], object]) -> str:
    with pytest.raises((ActionRefused, NotAllowed)) as raised:
        act()
    return raised.value.key


# ---------------------------------------------------------------- opening
def test_a_case_by_hand_is_received_under_a_protocol_and_due(store: Store, case: str) -> None:
    """Case, first row, protocol and audit row are written together."""
    assert case == "2026-000001"
    found = state(store, case)
    assert (found["state"], found["case_type"], found["origin"], found["holder"]) == (
        "received", "complaint", "hand", "ombudsman",
    )  # fmt: skip
    assert (found["received_day"], found["due_day"]) == (date(2026, 3, 10), date(2026, 3, 20))
    (event,), (audit,) = rows(store, tables.case_events), rows(store, tables.audit)
    assert (event["kind"], event["sequence"], event["actor"]) == ("opened", 1, "Rui")
    assert (audit["audit_id"], audit["actor"], audit["role"], audit["action"], audit["subject"]) == (
        event["event_id"], "Rui", "staff", "cases.opened", case,
    )  # fmt: skip
    assert "responde" not in audit["after"]


def test_a_case_from_a_ticket_knows_its_customer_and_its_agents(store: Store) -> None:
    """The agents are kept as they were known then."""
    protocol = opening.open_case(store, STAFF, Opening("complaint", "phone", "Demora.", ticket=BRUNOS))
    found = state(store, protocol)
    assert (found["origin"], found["customer_id"], found["customer_name"]) == ("ticket", "c1", "Padaria Sol")
    assert set(found["about"].splitlines()) == {"Bruno", "bruno@empresa.example", "carla@empresa.example"}


def test_a_case_from_a_comment_takes_the_customers_words(store: Store) -> None:
    """Ticket, customer and words come from the comment, of the helpdesk or entered by hand; one comment, one case."""
    protocol = opening.open_case(store, STAFF, Opening("complaint", "rating", feedback=COMMENT))
    found = state(store, protocol)
    assert (found["origin"], found["ticket_id"], found["customer_id"], found["words"]) == (
        "comment", "anas", "c1", "Ninguém resolve.",
    )  # fmt: skip
    again = Opening("complaint", "rating", feedback=COMMENT)
    assert refused(lambda: opening.open_case(store, STAFF, again)) == "error.feedback_has_case"
    entry = feedback.enter_feedback(store, STAFF, feedback.Entry("letter", "Gostei.", customer_name="Ivo"))
    by_hand = Opening("praise", "letter", feedback=(feedback.BY_HAND, entry), publish="initials")
    found = state(store, opening.open_case(store, STAFF, by_hand))
    assert (found["words"], found["customer_name"], found["publish"]) == ("Gostei.", "Ivo", "initials")


def test_the_preview_suggests_a_type_and_applies_none(store: Store) -> None:
    """The words speak for a denúncia; the case stays what was chosen, and nothing was written."""
    offered = opening.preview(store, STAFF, Opening("request", "email", "É uma denúncia de fraude."))
    assert [one.case_type for one in offered.suggested] == ["denunciation"]
    assert (offered.case["case_type"], offered.due_day) == ("request", date(2026, 3, 20))
    assert not any(everything(store).values())
    protocol = opening.open_case(store, STAFF, Opening("request", "email", "É uma denúncia de fraude."))
    assert state(store, protocol)["case_type"] == "request"


IMPOSSIBLE = [
    (Opening("rumour", "email", "x"), "error.case_choice"),
    (Opening("complaint", "pigeon", "x"), "error.case_choice"),
    (Opening("complaint", "email", "x", identity="masked"), "error.case_choice"),
    (Opening("complaint", "email", "  "), "error.case_needs_words"),
    (Opening("complaint", "email", "x" * 20_001), "error.case_words_long"),
    (Opening("complaint", "email", "x", identity="anonymous"), "error.case_identity"),
    (Opening("complaint", "email", "x", identity="confidential"), "error.case_identity"),
    (Opening("denunciation", "email", "x", identity="anonymous", customer_name="Ivo"), "error.case_anonymous_named"),
    (Opening("denunciation", "email", identity="anonymous", feedback=COMMENT), "error.case_anonymous_named"),
    (Opening("complaint", "email", "x", is_second_instance=True), "error.case_earlier_ticket"),
    (Opening("complaint", "email", "x", ticket=("helpdesk", "none")), "error.case_ticket_unknown"),
    (Opening("complaint", "email", "x", ticket=("other", "anas")), "error.case_ticket_unknown"),
    (Opening("complaint", "email", feedback=("helpdesk", "none")), "error.feedback_unknown"),
    (Opening("complaint", "rating", feedback=UNTOLD), "error.case_needs_words"),
    (Opening("complaint", "email", "x", received_day=date(2026, 3, 11)), "error.case_day_future"),
    (Opening("complaint", "email", "x", customer_name="Ivo", publish="name"), "error.publish_no_praise"),
    (Opening("praise", "email", "x", publish="name"), "error.publish_nameless"),
    (Opening("praise", "email", "x", customer_name="Ivo", publish="loudly"), "error.case_choice"),
]


@pytest.mark.parametrize(("asked", "key"), IMPOSSIBLE)
def test_what_does_not_hold_is_not_opened(store: Store, asked: Opening, key: str) -> None:
    """Refused with its reason; nothing is written and no protocol is spent."""
    assert refused(lambda: opening.open_case(store, OMBUDSMAN, asked)) == key
    assert not any(everything(store).values())


def test_a_second_instance_names_its_earlier_ticket_but_a_denuncia(store: Store) -> None:
    """With the ticket, or from a comment on it, it is opened; a denúncia needs neither."""
    for asked in (
        Opening("complaint", "email", "x", ticket=ANAS, is_second_instance=True),
        Opening("complaint", "rating", feedback=COMMENT, is_second_instance=True),
    ):
        found = state(store, opening.open_case(store, STAFF, asked))
        assert (found["is_second_instance"], found["ticket_id"]) == (True, "anas")
    asked = Opening("denunciation", "email", "x", is_second_instance=True)
    protocol = opening.open_case(store, STAFF, asked)
    assert state(store, protocol, "desk/denunciation_state")["is_second_instance"]


def test_the_deadline_counts_from_the_day_of_receipt(store: Store) -> None:
    """A letter that lay for four days is due four days earlier."""
    asked = Opening("request", "letter", "Segunda via.", received_day=date(2026, 3, 6))
    assert state(store, opening.open_case(store, STAFF, asked))["due_day"] == date(2026, 3, 16)


# ---------------------------------------------------------------- protocols
def test_twenty_threads_get_as_many_protocols(store: Store) -> None:
    """No number twice, none left out, denúncias among them."""
    kinds = ("complaint", "denunciation")
    asked = [Opening(kinds[place % 2], "email", f"caso {place}") for place in range(60)]
    with ThreadPoolExecutor(20) as pool:
        given = list(pool.map(lambda one: opening.open_case(store, OMBUDSMAN, one), asked))
    assert sorted(given) == [f"2026-{number:06d}" for number in range(1, 61)]
    assert len(rows(store, tables.cases)) == len(rows(store, tables.denunciations)) == 30
    kept = rows(store, tables.cases) + rows(store, tables.denunciations)
    assert {row["protocol"]: row["words"] for row in kept} == dict(
        zip(given, (one.words for one in asked), strict=True)
    )


def test_each_local_year_counts_anew(store: Store, hands: Clock) -> None:
    """Two in the morning of 1 January in UTC is still the old year in São Paulo; the old year's count goes on."""
    given = []
    for moment in ("2026-12-31T12:00", "2027-01-01T02:59", "2027-01-01T03:00", "2027-06-01T12:00", "2026-12-31T13:00"):
        hands.moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        given.append(opening.open_case(store, STAFF, COMPLAINT))
    assert given == ["2026-000001", "2026-000002", "2027-000001", "2027-000002", "2026-000003"]


def test_a_protocol_is_spent_with_its_case_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure on the way leaves no row, and the number is given to the next."""
    with monkeypatch.context() as broken:
        broken.setattr(opening, "audited", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            opening.open_case(store, STAFF, COMPLAINT)
    assert not any(everything(store).values())
    assert opening.open_case(store, STAFF, COMPLAINT) == "2026-000001"


# ---------------------------------------------------------------- one case from end to end
def test_a_case_goes_its_way(store: Store, case: str, hands: Clock) -> None:
    """Triage, area, answers, extension, conclusion, outcome, marks, recommendation: each is a row and shows."""
    cases.triage(store, OMBUDSMAN, case, case_type="request")
    cases.answer(store, OMBUDSMAN, case, "initial", "Recebemos.")
    cases.send_to_area(store, OMBUDSMAN, case, AREA, "O que houve?")
    found = state(store, case)
    assert (found["state"], found["case_type"], found["area"], found["area_due_day"]) == (
        "with_area", "request", AREA, date(2026, 3, 13),
    )  # fmt: skip
    cases.answer(store, OMBUDSMAN, case, "intermediate", "Ainda apuramos.")
    cases.area_answered(store, STAFF, case, "Falha nossa.")
    cases.extend(store, OMBUDSMAN, case, "A área precisa do fornecedor.")
    found = state(store, case)
    assert (found["state"], found["area_due_day"], found["due_day"], found["is_extended"]) == (
        "triaged", None, date(2026, 3, 30), True,
    )  # fmt: skip
    assert (found["has_conclusive_answer"], found["finding"]) == (False, None)
    conclude(store, case)
    hands.pass_days(1)
    cases.customer_outcome(store, OMBUDSMAN, case, "not_resolved")
    cases.customer_outcome(store, OMBUDSMAN, case, "resolved")
    cases.rate(store, OMBUDSMAN, case, 4, 5)
    first = cases.recommend(store, OMBUDSMAN, case, "Infraestrutura", "Redundância.", due_day=date(2026, 6, 1))
    second = cases.recommend(store, OMBUDSMAN, case, AREA, "Treinar a equipe.")
    cases.recommendation_not_done(store, OMBUDSMAN, case, first, "Sem verba.")
    cases.recommendation_done(store, OMBUDSMAN, case, first)
    cases.recommendation_not_done(store, OMBUDSMAN, case, second, "Adiado.")
    found = state(store, case)
    assert (found["state"], found["finding"], found["outcome"]) == ("concluded", "founded", "resolved")
    assert (found["solution_mark"], found["service_mark"]) == (4, 5)
    assert (found["recommendation_count"], found["recommendation_done_count"], found["recommendation_open_count"]) == (
        2, 1, 0,
    )  # fmt: skip
    assert found["concluded_day"] == date(2026, 3, 10)
    written, audit = rows(store, tables.case_events), rows(store, tables.audit)
    assert [row["sequence"] for row in written] == list(range(1, len(written) + 1))
    assert [row["audit_id"] for row in audit] == [row["event_id"] for row in written]
    assert all(row["actor"] and row["recorded_at"] for row in written)
    moved = [json.loads(row["after"]).get("state") for row in audit]
    assert moved == [row["state"] for row in written]


def test_a_recall_and_an_archive_say_why(store: Store, case: str) -> None:
    """Back from the area without its answer, away, and out again; the deadline stays what it was."""
    cases.triage(store, OMBUDSMAN, case)
    cases.send_to_area(store, OMBUDSMAN, case, AREA)
    assert refused(lambda: cases.archive(store, OMBUDSMAN, case, "x")) == "error.case_state"
    cases.recall(store, OMBUDSMAN, case, "Área errada.")
    for step in (cases.archive, cases.reopen):
        assert refused(lambda step=step: step(store, OMBUDSMAN, case, " ")) == "error.case_needs_words"
    cases.archive(store, OMBUDSMAN, case, "Duplicada.")
    assert state(store, case)["state"] == "archived"
    cases.reopen(store, OMBUDSMAN, case, "Não era duplicada.")
    found = state(store, case)
    assert (found["state"], found["due_day"], found["reopened_count"]) == ("triaged", date(2026, 3, 20), 0)


def test_a_conclusion_needs_a_conclusive_answer_and_a_finding(store: Store, case: str) -> None:
    """Neither alone will do, nor an intermediate answer; after a reopening the old answer does not count."""
    cases.triage(store, OMBUDSMAN, case)
    cases.answer(store, OMBUDSMAN, case, "intermediate", "Ainda não.")
    needed = "error.case_needs_conclusive_answer"
    assert refused(lambda: cases.conclude(store, OMBUDSMAN, case, "founded")) == needed
    cases.answer(store, OMBUDSMAN, case, "conclusive", "Aqui está.")
    assert refused(lambda: cases.conclude(store, OMBUDSMAN, case, "")) == "error.case_choice"
    cases.conclude(store, OMBUDSMAN, case, "partly_founded")
    cases.reopen(store, OMBUDSMAN, case, "O cliente discorda.")
    assert state(store, case)["finding"] is None
    assert refused(lambda: cases.conclude(store, OMBUDSMAN, case, "founded")) == needed
    conclude(store, case)
    assert state(store, case)["finding"] == "founded"


@pytest.mark.parametrize(("days", "is_open"), [(30, True), (31, False)])
def test_a_case_is_reopened_within_thirty_days(store: Store, case: str, hands: Clock, days: int, is_open: bool) -> None:
    """The thirtieth day is the last; a reopened case gets a deadline of its own."""
    cases.triage(store, OMBUDSMAN, case)
    conclude(store, case)
    hands.pass_days(days)
    if is_open:
        cases.reopen(store, OMBUDSMAN, case, "Voltou.")
        found = state(store, case)
        assert (found["state"], found["due_day"], found["reopened_count"]) == ("triaged", date(2026, 4, 20), 1)
    else:
        assert refused(lambda: cases.reopen(store, OMBUDSMAN, case, "Voltou.")) == "error.case_reopening_over"


def test_a_deadline_is_extended_once_in_a_cases_life(store: Store, case: str, hands: Clock) -> None:
    """With a reason, before it is over, and not a second time, not even after a reopening."""
    assert refused(lambda: cases.extend(store, OMBUDSMAN, case, "")) == "error.case_needs_words"
    hands.pass_days(10)
    cases.extend(store, OMBUDSMAN, case, "No último dia.")
    assert state(store, case)["due_day"] == date(2026, 3, 30)
    assert refused(lambda: cases.extend(store, OMBUDSMAN, case, "De novo.")) == "error.case_extended_before"
    cases.triage(store, OMBUDSMAN, case)
    conclude(store, case)
    cases.reopen(store, OMBUDSMAN, case, "Voltou.")
    assert refused(lambda: cases.extend(store, OMBUDSMAN, case, "De novo.")) == "error.case_extended_before"


def test_a_deadline_that_is_over_is_not_extended(store: Store, case: str, hands: Clock) -> None:
    """The day after the due day is too late."""
    hands.pass_days(11)
    assert refused(lambda: cases.extend(store, OMBUDSMAN, case, "Atrasou.")) == "error.case_overdue"


def test_an_extension_after_a_reopening_counts_from_it(store: Store, case: str, hands: Clock) -> None:
    """Reopened on 1 April: twenty days from there, Tuesday 21 being a holiday."""
    cases.triage(store, OMBUDSMAN, case)
    conclude(store, case)
    hands.pass_days(22)
    cases.reopen(store, OMBUDSMAN, case, "Voltou.")
    cases.extend(store, OMBUDSMAN, case, "Fornecedor.")
    assert state(store, case)["due_day"] == date(2026, 4, 22)


def test_marks_and_outcomes_come_after_the_conclusion(store: Store, case: str) -> None:
    """Not before, and a mark is 1 to 5."""
    cases.triage(store, OMBUDSMAN, case)
    assert refused(lambda: cases.rate(store, OMBUDSMAN, case, 5, 5)) == "error.case_state"
    assert refused(lambda: cases.customer_outcome(store, OMBUDSMAN, case, "resolved")) == "error.case_state"
    conclude(store, case)
    for solution, service in ((0, 5), (5, 6), (True, 5), (4.5, 5), (None, 5)):
        assert (
            refused(lambda one=solution, two=service: cases.rate(store, OMBUDSMAN, case, one, two)) == "error.case_mark"
        )
    assert refused(lambda: cases.customer_outcome(store, OMBUDSMAN, case, "so_so")) == "error.case_choice"


def test_areas_and_recommendations_are_known_ones(store: Store, case: str, hands: Clock) -> None:
    """An area of the settings, a day to come, and a recommendation of this very case."""
    cases.triage(store, OMBUDSMAN, case)
    assert refused(lambda: cases.send_to_area(store, OMBUDSMAN, case, "Marte")) == "error.case_choice"
    assert refused(lambda: cases.recommend(store, OMBUDSMAN, case, "Marte", "x")) == "error.case_choice"
    past = date(2026, 3, 9)
    assert refused(lambda: cases.recommend(store, OMBUDSMAN, case, AREA, "x", past)) == "error.case_day_past"
    other = opening.open_case(store, STAFF, COMPLAINT)
    cases.triage(store, OMBUDSMAN, other)
    theirs = cases.recommend(store, OMBUDSMAN, other, AREA, "x")
    key = "error.case_recommendation_unknown"
    assert refused(lambda: cases.recommendation_done(store, OMBUDSMAN, case, theirs)) == key
    assert (
        refused(lambda: cases.recommendation_not_done(store, OMBUDSMAN, other, theirs, " ")) == "error.case_needs_words"
    )


def test_a_step_that_fails_on_the_way_leaves_no_row(store: Store, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row and audit row are written together or not at all."""
    before = everything(store)
    with monkeypatch.context() as broken:
        broken.setattr("dashboard.actions.case_file.audited", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            cases.triage(store, OMBUDSMAN, case)
    assert everything(store) == before


def test_two_people_at_once_take_one_step(store: Store, case: str) -> None:
    """Of twenty who triage the same case one succeeds; the others are told how it stands."""

    def attempt(_: int) -> str:
        try:
            cases.triage(store, OMBUDSMAN, case)
        except ActionRefused as error:
            return error.key
        return "done"

    with ThreadPoolExecutor(20) as pool:
        found = sorted(pool.map(attempt, range(20)))
    assert found == ["done", *["error.case_state"] * 19]
    assert [row["sequence"] for row in rows(store, tables.case_events)] == [1, 2]


# ---------------------------------------------------------------- who may
STEPS: dict[str, Callable[[Store, Actor, str], object]] = {
    "triage": cases.triage,
    "send_to_area": lambda store, actor, case: cases.send_to_area(store, actor, case, AREA),
    "area_answered": lambda store, actor, case: cases.area_answered(store, actor, case, "x"),
    "recall": lambda store, actor, case: cases.recall(store, actor, case, "x"),
    "answer": lambda store, actor, case: cases.answer(store, actor, case, "conclusive", "x"),
    "extend": lambda store, actor, case: cases.extend(store, actor, case, "x"),
    "conclude": lambda store, actor, case: cases.conclude(store, actor, case, "founded"),
    "archive": lambda store, actor, case: cases.archive(store, actor, case, "x"),
    "reopen": lambda store, actor, case: cases.reopen(store, actor, case, "x"),
    "customer_outcome": lambda store, actor, case: cases.customer_outcome(store, actor, case, "resolved"),
    "rate": lambda store, actor, case: cases.rate(store, actor, case, 5, 5),
    "recommend": lambda store, actor, case: cases.recommend(store, actor, case, AREA, "x"),
    "recommendation_done": lambda store, actor, case: cases.recommendation_done(store, actor, case, "r"),
    "recommendation_not_done": lambda store, actor, case: cases.recommendation_not_done(store, actor, case, "r", "x"),
    "hand_over": lambda store, actor, case: cases.hand_over(store, actor, case, "x"),
}


def test_every_step_is_in_the_matrix() -> None:
    """A new function of the room is a new row of the tests below."""
    own = {name for name, one in vars(cases).items() if getattr(one, "__module__", "") == cases.__name__}
    assert {name for name in own if not name.startswith("_")} == set(STEPS)


@pytest.mark.parametrize("role", [*PERMISSIONS, "nobody"])
def test_who_may_do_what(store: Store, case: str, role: str) -> None:
    """The matrix by hand: handling is the ombudsman's and the deputy's; an area's answer also a colleague's."""
    actor = Actor("Dora", role)
    for name, step in STEPS.items():
        allowed = {"ombudsman", "deputy"} | ({"staff"} if name == "area_answered" else set())
        before = everything(store)
        key = None
        try:
            step(store, actor, case)
        except (ActionRefused, NotAllowed) as error:
            key = error.key
        assert (key != "error.not_allowed") == (role in allowed), name
        if role not in allowed:
            assert everything(store) == before


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        ("manager", {"cases.open", "cases.read_aggregates", "denunciations.open", "feedback.enter"}),
        ("administrator", {"cases.open", "cases.read_aggregates", "denunciations.open", "feedback.enter"}),
        ("staff", {"cases.open", "cases.answer_area", "denunciations.open", "feedback.enter"}),
    ],
)
def test_a_manager_reads_aggregates_and_no_denuncia(role: str, permissions: set[str]) -> None:
    """Outside the ombudsman's room nobody reads a case, let alone a denúncia."""
    own = {one for one in PERMISSIONS[role] if one.split(".")[0] in ("cases", "denunciations", "feedback")}
    assert own == permissions
    readers = {name for name, may in PERMISSIONS.items() if "denunciations.read" in may}
    assert readers == {"ombudsman", "deputy"}


@pytest.mark.parametrize("case_type", ["complaint", "denunciation"])
def test_a_role_without_the_permission_opens_nothing(store: Store, case_type: str) -> None:
    """Everybody of the company may bring a case; an unknown role may not."""
    asked = Opening(case_type, "email", "x")
    assert refused(lambda: opening.open_case(store, Actor("Eva", "nobody"), asked)) == "error.not_allowed"
    assert not any(everything(store).values())
    for actor in (OMBUDSMAN, DEPUTY, STAFF, BOSS, ADMIN):
        opening.open_case(store, actor, asked)


def test_an_unknown_case_is_said_to_be_one(store: Store, case: str) -> None:
    """Nothing is written under a protocol that was never given."""
    assert refused(lambda: cases.triage(store, OMBUDSMAN, "2026-999999")) == "error.case_unknown"


# ---------------------------------------------------------------- one's own service
@pytest.mark.parametrize(
    ("ticket_key", "name", "email"),
    [
        (ANAS, "Ana", ""),
        (ANAS, "  ÁNA ", ""),
        (ANAS, "ana@empresa.example", ""),
        (ANAS, "Somebody", "Ana@Empresa.example"),
        (BRUNOS, "Bruno", ""),
        (BRUNOS, "carla@empresa.example", ""),  # wrote in it, and is in no list of agents
    ],
)
def test_nobody_handles_a_case_about_their_own_service(
    store: Store, ticket_key: tuple[str, str], name: str, email: str
) -> None:
    """By name or address, of whoever held the ticket or wrote in it; no step but handing it over."""
    protocol = opening.open_case(store, STAFF, Opening("complaint", "email", "x", ticket=ticket_key))
    before = everything(store)
    for step in STEPS:
        if step != "hand_over":
            assert refused(lambda one=step: STEPS[one](store, Actor(name, "ombudsman", email), protocol)) == (
                "error.case_own_service"
            )
    own = Actor(name, "staff", email)
    assert refused(lambda: cases.area_answered(store, own, protocol, "x")) == "error.case_own_service"
    assert everything(store) == before
    cases.hand_over(store, Actor(name, "ombudsman", email), protocol, "É sobre mim.")
    cases.triage(store, DEPUTY, protocol)
    assert state(store, protocol)["holder"] == "deputy"


def test_others_handle_it(store: Store) -> None:
    """Ana handles Bruno's case, and one about no ticket."""
    ana = Actor("Ana", "ombudsman")
    for asked in (Opening("complaint", "email", "x", ticket=NOBODYS), COMPLAINT):
        cases.triage(store, ana, opening.open_case(store, STAFF, asked))
    cases.triage(store, ana, opening.open_case(store, STAFF, Opening("complaint", "email", "x", ticket=BRUNOS)))


def test_whom_the_case_names_does_not_handle_it(store: Store) -> None:
    """A case by hand can name people; blanks name nobody."""
    asked = Opening("complaint", "email", "x", about=("Olga", " "))
    protocol = opening.open_case(store, STAFF, asked)
    assert refused(lambda: cases.triage(store, OMBUDSMAN, protocol)) == "error.case_own_service"
    cases.triage(store, Actor(" ", "ombudsman"), protocol)


def test_a_later_import_that_forgets_the_agent_does_not_free_them(store: Store, publish: Callable[..., None]) -> None:
    """Who held the ticket when the case was opened stays out; who holds it since does too."""
    protocol = opening.open_case(store, STAFF, Opening("complaint", "email", "x", ticket=ANAS))
    publish(ticket("anas", "Novo", ASKED, agent_id="a2"), exported_at="2026-03-11T15:00:00Z")
    assert store.refresh()
    for name in ("Ana", "Bruno"):
        assert (
            refused(lambda one=name: cases.triage(store, Actor(one, "ombudsman"), protocol)) == "error.case_own_service"
        )
    cases.triage(store, OMBUDSMAN, protocol)


@pytest.mark.parametrize(
    ("name", "email", "may"),
    [("Dora", "", True), ("dóra ", "", True), ("x", "Dora", True), ("Eva", "", False), ("", "", False)],
)
def test_the_deputy_is_the_one_of_the_settings(store: Store, case: str, name: str, email: str, may: bool) -> None:
    """Choosing the role is not enough."""
    actor = Actor(name, "deputy", email)
    if may:
        cases.triage(store, actor, case)
    else:
        assert refused(lambda: cases.triage(store, actor, case)) == "error.deputy_other"


def test_without_a_deputy_nothing_is_handed_over(store: Store, tmp_path: Path) -> None:
    """A case would be in nobody's hands; an empty setting names nobody, not even somebody without a name."""
    store.close()
    alone = Store(tmp_path, desk_of_cases.settings(deputy_name=" "), with_desk=True)
    protocol = opening.open_case(alone, STAFF, COMPLAINT)
    assert refused(lambda: cases.hand_over(alone, OMBUDSMAN, protocol, "x")) == "error.deputy_none"
    asked = Opening("denunciation", "email", "x", for_deputy=True)
    assert refused(lambda: opening.open_case(alone, STAFF, asked)) == "error.deputy_none"
    assert refused(lambda: cases.triage(alone, Actor(" ", "deputy"), protocol)) == "error.deputy_other"
    alone.close()


def test_a_case_is_handed_over_once(store: Store, case: str) -> None:
    """The second time it is said where it is."""
    cases.hand_over(store, OMBUDSMAN, case, "Férias.")
    assert refused(lambda: cases.hand_over(store, OMBUDSMAN, case, "x")) == "error.case_handed_over"
