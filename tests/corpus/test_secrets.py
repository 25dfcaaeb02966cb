"""How well secrets in texts are found, held to floors a little under what is reached."""

import pytest

from tests.corpus import measure_secrets as measure

FLOORS = {
    "open": {"precision": 0.98, "recall": 0.97, "untouched": 0.98},
    "sealed": {"precision": 0.97, "recall": 0.92, "untouched": 0.98},
}
"""By part: what is hidden was a secret; so many secrets are hidden; and so many texts without one stay as they were."""


@pytest.mark.parametrize("part", measure.PARTS)
def test_each_part_keeps_its_precision_and_recall(part):
    """The rules were made with the open half; the sealed one was only counted."""
    found = measure.figures(part)
    assert {key: found[key] for key in FLOORS[part] if found[key] < FLOORS[part][key]} == {}


def test_the_halves_share_nothing_and_are_large_enough():
    """No id and no text in both; at least 240 texts; both languages, with and without secrets, in each."""
    parts = [measure.rows(part) for part in measure.PARTS]
    for key in ("id", "text"):
        told = [getattr(row, key) for part in parts for row in part]
        assert len(told) == len(set(told))
        assert len(told) >= 240
    for part in parts:
        assert {(row.language, bool(row.secrets)) for row in part} == {
            (a, b) for a in ("pt", "en") for b in (True, False)
        }
