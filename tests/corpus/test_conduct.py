"""How well the rules on conduct tell what they should, held to floors a little under what is reached."""

import pytest

from tests.corpus import conduct
from tests.corpus.labelled import HALVES, binary, rows

FLOORS = {
    ("shouting", "open"): (0.96, 0.91),
    ("shouting", "sealed"): (0.84, 0.84),
    ("burst", "open"): (0.94, 0.88),
    ("burst", "sealed"): (0.89, 0.71),
    ("evidence", "open"): (0.93, 0.93),
    ("evidence", "sealed"): (0.69, 0.80),
    ("channel", "open"): (0.93, 0.90),
    ("channel", "sealed"): (0.58, 0.37),
}
"""Rule and half → least precision, least recall. The sealed half is words that no rule was made with."""


@pytest.mark.parametrize(("rule", "half"), FLOORS)
def test_each_half_keeps_its_precision_and_recall(rule, half):
    """Of what a rule finds so much is labelled so, and of what is labelled so much is found."""
    found, (precision, recall) = conduct.figures(rule, half), FLOORS[rule, half]
    assert found["precision"] >= precision
    assert found["recall"] >= recall


@pytest.mark.parametrize("rule", conduct.RULES)
def test_the_halves_share_nothing_and_hold_at_least_200_cases(rule):
    """No case stands in both halves, and no long text; both languages are there."""
    halves = [rows(rule, half) for half in HALVES]
    cases = [{row.get("case_id") or row["id"] for row in half} for half in halves]
    assert not cases[0] & cases[1]
    assert len(cases[0] | cases[1]) >= 200
    texts = [{row["body"] for row in half if len(row["body"]) > 40} for half in halves]
    assert len(texts[0] & texts[1]) == 0
    assert all({row["language"] for row in half} == {"pt", "en"} for half in halves)


def test_counts_make_the_figures():
    """Two right, one wrong, one missed: precision and recall of two in three."""
    found = binary([(True, True), (True, True), (False, True), (True, False), (False, False)])
    assert (found["precision"], found["recall"]) == (0.667, 0.667)
    assert binary([])["precision"] is None
