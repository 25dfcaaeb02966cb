"""Labelled corpora: their rows by half, and how well a rule tells a label: figures only.

A folder beside this file is a corpus: ``open.csv`` may be read while changing the rules, ``sealed.csv`` only measured.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from dashboard.reports.statistics import wilson

FOLDER = Path(__file__).parent
HALVES = ("open", "sealed")


def rows(rule: str, half: str) -> list[dict[str, str]]:
    """The rows of one half of a corpus, as written."""
    with (FOLDER / rule / f"{half}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def binary(pairs: Iterable[tuple[bool, bool]]) -> dict:
    """Counts, precision and recall with Wilson 95 % intervals, of pairs (labelled so, found so)."""
    counts = Counter(pairs)
    right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    return {
        "true_positives": right,
        "false_positives": wrong,
        "false_negatives": missed,
        "true_negatives": counts[False, False],
        "precision": _share(right, right + wrong),
        "precision_95": _interval(right, right + wrong),
        "recall": _share(right, right + missed),
        "recall_95": _interval(right, right + missed),
    }


def share(hits: int, trials: int) -> dict:
    """A rate with both its sides and Wilson's 95 % interval; no value of nothing."""
    return {"of": f"{hits}/{trials}", "share": _share(hits, trials), "interval_95": _interval(hits, trials)}


def _share(hits: int, trials: int) -> float | None:
    return round(hits / trials, 3) if trials else None


def _interval(hits: int, trials: int) -> list[float] | None:
    found = wilson(hits, trials)
    return [round(percent / 100, 3) for percent in found] if found else None
