"""How well duplicates and reasons are told, held to floors a little under what is reached."""

import pytest

from dashboard.settings import REASONS
from tests.corpus import labelled, matters

FLOORS = {
    "open": {"precision": 0.85, "recall": 0.6, "right": 0.93},
    "sealed": {"precision": 0.8, "recall": 0.55, "right": 0.63},
}
"""The sealed half is words that no rule was made with."""


@pytest.mark.parametrize("half", labelled.HALVES)
def test_duplicates_keep_their_precision_and_recall(half):
    """What is called a duplicate is one; so many of the duplicates are called so."""
    found = matters.duplicates(half)
    assert found["precision"] >= FLOORS[half]["precision"]
    assert found["recall"] >= FLOORS[half]["recall"]


@pytest.mark.parametrize("half", labelled.HALVES)
def test_reasons_keep_their_share(half):
    """So many reasons are suggested rightly."""
    assert matters.reasons(half)["accuracy"]["share"] >= FLOORS[half]["right"]


@pytest.mark.parametrize("rule", ["duplicates", "reasons"])
def test_the_halves_share_nothing_and_every_label_is_known(rule):
    """No id in both halves, only labels that exist, and both languages in each."""
    known = {"duplicates": {"duplicate", "different"}, "reasons": set(REASONS)}[rule]
    halves = [labelled.rows(rule, half) for half in labelled.HALVES]
    ids = [row["id"] for half in halves for row in half]
    assert len(ids) == len(set(ids))
    for half in halves:
        assert {row["label"] for row in half} == known
        assert {row["language"] for row in half} == {"pt", "en"}
