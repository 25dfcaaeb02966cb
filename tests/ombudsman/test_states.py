"""The states of a case as METRICS gives them, written out here a second time."""

import pytest

from dashboard import text
from dashboard.actions.case_file import MISSING
from dashboard.ombudsman import states
from dashboard.store import tables

LEGAL = {
    ("received", "triaged"), ("received", "archived"),
    ("triaged", "with_area"), ("triaged", "concluded"), ("triaged", "archived"),
    ("with_area", "triaged"), ("with_area", "concluded"),
    ("concluded", "triaged"),
    ("archived", "triaged"),
}  # fmt: skip


def test_the_moves_are_the_legal_ones_and_no_others() -> None:
    """Nine pairs of states; a tenth, or one fewer, is a defect."""
    assert states.LEGAL_MOVES == LEGAL
    assert {state for move in LEGAL for state in move} == set(states.STATES)


def test_what_a_move_needs() -> None:
    """Archiving and both ways back need a reason, concluding a conclusive answer and a finding."""
    assert states.missing("archived", {}) == ["words"]
    assert states.missing("resumed", {}) == ["words"]
    assert states.missing("reopened", {"words": "x"}) == ["within_reopening"]
    assert states.missing("concluded", {"finding": "founded"}) == ["conclusive_answer"]
    assert states.missing("concluded", {"conclusive_answer": True}) == ["finding"]
    assert states.missing("extended", {"words": "x", "not_overdue": True}) == ["first_extension"]
    assert states.missing("triaged", {}) == []


def test_initial_and_intermediate_answers_are_given_while_the_case_is_worked_on() -> None:
    """Neither before the triage nor after the end."""
    for kind in ("initial", "intermediate"):
        found = [state for state in states.STATES if f"answered_{kind}" in states.possible(state)]
        assert found == ["triaged", "with_area"]


def test_everything_has_its_message() -> None:
    """Each need has a sentence for where it is missing."""
    assert {need for step in states.STEPS.values() for need in step.needs} == set(MISSING)


WORDS = {
    "case_type": states.TYPES,
    "case_state": states.STATES,
    "case_step": (states.OPENED, *states.STEPS),
    "case_event": (states.OPENED, *states.STEPS),
    "case_answer": states.ANSWERS,
    "case_finding": states.FINDINGS,
    # A concluded case whose customer has not been asked stands beside the outcomes.
    "case_outcome": (*states.OUTCOMES, "not_asked"),
    "case_identity": states.IDENTITIES,
    "case_publish": states.PUBLISHING,
    "case_channel": states.CHANNELS,
    "case_holder": states.HOLDERS,
}


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_code_has_its_word(language: str) -> None:
    """What the desk keeps as a code is read as a word, and no word is left over."""
    for prefix, codes in WORDS.items():
        told = {key.removeprefix(f"{prefix}.") for key in text.catalogue(language) if key.startswith(f"{prefix}.")}
        assert told == set(codes), prefix


def test_a_denuncia_is_kept_in_the_same_columns() -> None:
    """What one kind of case holds, the other holds as well, in tables of another name."""
    for first, second in ((tables.cases, tables.denunciations), (tables.case_events, tables.denunciation_events)):
        assert [(one.name, str(one.type)) for one in first.columns] == [
            (one.name, str(one.type)) for one in second.columns
        ]
        assert second.name in tables.KEPT_APART
        assert first.name not in tables.KEPT_APART
