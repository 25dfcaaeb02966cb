"""Whatever people do to cases, in whatever order: no illegal state is reached, and no row is lost or changed."""

import shutil
import tempfile
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from dashboard import clock
from dashboard.actions import cases, opening
from dashboard.actions.opening import Opening
from dashboard.errors import ActionRefused, NotAllowed
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.actions import desk_of_cases
from tests.actions.desk_of_cases import BOSS, OMBUDSMAN, STAFF, rows

LEGAL = {
    ("received", "triaged"), ("received", "archived"),
    ("triaged", "with_area"), ("triaged", "concluded"), ("triaged", "archived"),
    ("with_area", "triaged"), ("with_area", "concluded"),
    ("concluded", "triaged"), ("archived", "triaged"),
}  # fmt: skip
WORKED_ON, ALWAYS = {"triaged", "with_area"}, {"received", "triaged", "with_area", "concluded", "archived"}
# step → the states in which it may be taken, and the one it leads to; written out, not taken from the product
MODEL = {
    "triage": ({"received"}, "triaged"),
    "send_to_area": ({"triaged"}, "with_area"),
    "area_answered": ({"with_area"}, "triaged"),
    "recall": ({"with_area"}, "triaged"),
    "initial": (WORKED_ON, None),
    "intermediate": (WORKED_ON, None),
    "conclusive": (WORKED_ON, None),
    "extend": ({"received", *WORKED_ON}, None),
    "conclude": (WORKED_ON, "concluded"),
    "archive": ({"received", "triaged"}, "archived"),
    "reopen": ({"concluded", "archived"}, "triaged"),
    "customer_outcome": ({"concluded"}, None),
    "rate": ({"concluded"}, None),
    "recommend": ({*WORKED_ON, "concluded"}, None),
}
NEED_WORDS = {
    "area_answered",
    "recall",
    "initial",
    "intermediate",
    "conclusive",
    "extend",
    "archive",
    "reopen",
    "recommend",
}
EVENTS = {"complaint": tables.case_events, "denunciation": tables.denunciation_events}
QUERIES = {"complaint": "desk/case_state", "denunciation": "desk/denunciation_state"}


def take(store: Store, actor: desk_of_cases.Actor, step: str, protocol: str, words: str) -> None:
    """The step, as a page would take it."""
    steps = {
        "triage": lambda: cases.triage(store, actor, protocol),
        "send_to_area": lambda: cases.send_to_area(store, actor, protocol, "Suporte", words),
        "conclude": lambda: cases.conclude(store, actor, protocol, "unfounded", words),
        "customer_outcome": lambda: cases.customer_outcome(store, actor, protocol, "not_resolved"),
        "rate": lambda: cases.rate(store, actor, protocol, 1, 5),
        "recommend": lambda: cases.recommend(store, actor, protocol, "Diretoria", words),
        **{
            kind: lambda kind=kind: cases.answer(store, actor, protocol, kind, words)
            for kind in ("initial", "intermediate", "conclusive")
        },
        **{
            name: lambda name=name: getattr(cases, name)(store, actor, protocol, words)
            for name in ("area_answered", "recall", "extend", "archive", "reopen")
        },
    }
    steps[step]()


class Desk(RuleBasedStateMachine):
    """Cases and denúncias of one desk, beside a model of them that knows METRICS and not the code."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(self.template, self.folder, dirs_exist_ok=True)
        self.store = Store(self.folder, desk_of_cases.settings(), with_desk=True)
        self.hands = desk_of_cases.Clock()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(clock, "instant", self.hands.instant)
        self.cases: dict[str, dict] = {}
        self.kept = {name: [] for name in EVENTS}

    def teardown(self) -> None:
        self.patch.undo()
        self.store.close()
        shutil.rmtree(self.folder)

    @precondition(lambda self: len(self.cases) < 4)
    @rule(case_type=st.sampled_from(sorted(EVENTS)), actor=st.sampled_from([OMBUDSMAN, STAFF, BOSS]))
    def open(self, case_type: str, actor: desk_of_cases.Actor) -> None:
        protocol = opening.open_case(self.store, actor, Opening(case_type, "email", "Palavras."))
        assert protocol not in self.cases
        self.cases[protocol] = {"type": case_type, "state": "received", "rows": 1, "answered": False, "extended": False}

    @precondition(lambda self: self.cases)
    @rule(
        place=st.integers(0, 3),
        step=st.sampled_from(sorted(MODEL)),
        actor=st.sampled_from([OMBUDSMAN] * 6 + [STAFF, BOSS]),
        words=st.sampled_from(["Porque sim."] * 5 + ["", " \n"]),
    )
    def take_step(self, place: int, step: str, actor: desk_of_cases.Actor, words: str) -> None:
        protocol = sorted(self.cases)[place % len(self.cases)]
        self._attempt(protocol, step, actor, words)

    @precondition(lambda self: self.cases)
    @rule(place=st.integers(0, 3), chosen=st.integers(0, 40))
    def take_a_step_that_fits(self, place: int, chosen: int) -> None:
        """Long ways are rare by chance alone."""
        protocol = sorted(self.cases)[place % len(self.cases)]
        fitting = [name for name, (origins, _) in MODEL.items() if self.cases[protocol]["state"] in origins]
        self._attempt(protocol, fitting[chosen % len(fitting)], OMBUDSMAN, "Porque sim.")

    @rule(days=st.sampled_from([1, 9, 31]))
    def wait(self, days: int) -> None:
        self.hands.pass_days(days)

    def _attempt(self, protocol: str, step: str, actor: desk_of_cases.Actor, words: str) -> None:
        case = self.cases[protocol]
        expected = self._expected(protocol, step, actor, words)
        try:
            take(self.store, actor, step, protocol, words)
            happened = True
        except (ActionRefused, NotAllowed):
            happened = False
        assert happened == expected, (step, case, actor, words)
        if happened:
            self._follow(case, step)

    def _expected(self, protocol: str, step: str, actor: desk_of_cases.Actor, words: str) -> bool:
        case, today = self.cases[protocol], self._today()
        is_handler = actor is OMBUDSMAN or (actor is STAFF and step == "area_answered" and case["type"] == "complaint")
        holds = {
            "conclude": case["answered"],
            "extend": not case["extended"] and today <= self._stands(protocol)["due_day"],
            "reopen": case["state"] != "concluded" or today <= case.get("concluded", today) + timedelta(days=30),
        }
        said = bool(words.strip()) or step not in NEED_WORDS
        return is_handler and said and case["state"] in MODEL[step][0] and holds.get(step, True)

    def _follow(self, case: dict, step: str) -> None:
        target = MODEL[step][1]
        assert target is None or (case["state"], target) in LEGAL
        if step == "reopen" and case["state"] == "concluded":
            case["answered"] = False
        case["answered"] |= step == "conclusive"
        case["extended"] |= step == "extend"
        case["state"] = target or case["state"]
        case["rows"] += 1
        if step == "conclude":
            case["concluded"] = self._today()

    def _today(self):
        return self.hands.moment.astimezone(self.store.settings.zone).date()

    def _stands(self, protocol: str) -> dict:
        return desk_of_cases.state(self.store, protocol, QUERIES[self.cases[protocol]["type"]])

    @invariant()
    def nothing_is_lost_and_nothing_illegal(self) -> None:
        self.the_rows_of_before_are_still_there()
        self.each_case_stands_where_its_rows_lead()

    def the_rows_of_before_are_still_there(self) -> None:
        for name, table in EVENTS.items():
            present = sorted(rows(self.store, table), key=lambda row: row["recorded_at"])
            assert present[: len(self.kept[name])] == self.kept[name]
            self.kept[name] = present
        assert sum(map(len, self.kept.values())) == sum(case["rows"] for case in self.cases.values())
        assert len(rows(self.store, tables.audit)) == sum(case["rows"] for case in self.cases.values())

    def each_case_stands_where_its_rows_lead(self) -> None:
        for protocol, case in self.cases.items():
            found = self._stands(protocol)
            assert (found["state"], found["is_extended"]) == (case["state"], case["extended"])
            assert found["last_sequence"] == case["rows"]
            own = [row for row in self.kept[case["type"]] if row["protocol"] == protocol]
            assert [row["sequence"] for row in own] == list(range(1, len(own) + 1))
            entered = [row["state"] for row in own if row["state"]]
            assert entered[0] == "received"
            assert set(pairwise(entered)) <= LEGAL


def test_no_sequence_of_steps_reaches_an_illegal_state_or_loses_a_row(helpdesk_of_cases: Path) -> None:
    """Hundreds of steps by right and wrong people, with and without words, days apart, on cases and denúncias."""
    Desk.template = helpdesk_of_cases
    quick = settings(max_examples=12, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Desk, settings=quick)
