"""``python -m tests.corpus.measure_secrets [PART]…``: how well secrets in texts are found; figures only.

A secret counts as found where nothing of it is left and its kind is right; what else is hidden is wrong.
The sealed half is for measuring: nothing here gives its texts away, but for ``misses`` on the open half.
"""

import csv
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard import settings
from dashboard.secrets import Masker

FOLDER = Path(__file__).parent / "secrets"
PARTS = ("open", "sealed")
_MARKED = re.compile(r"⟦(?P<kind>[a-z_]+)\|(?P<value>[^⟧]+)⟧")
KINDS = {"cvv": "card_code"}


@dataclass(frozen=True)
class Row:
    """A text and the secrets in it, as (kind, value)."""

    id: str
    language: str
    text: str
    secrets: tuple[tuple[str, str], ...]


def rows(part: str) -> list[Row]:
    """The rows of a part; ``¦`` stands for nothing, so that no scanner takes a made-up key for a real one."""
    with (FOLDER / f"{part}.csv").open(encoding="utf-8", newline="") as opened:
        return [_row(**row) for row in csv.DictReader(opened)]


def _row(id: str, language: str, marked: str) -> Row:  # noqa: A002 (the column's name)
    marked = marked.replace("¦", "")
    found = tuple((KINDS.get(one["kind"], one["kind"]), one["value"]) for one in _MARKED.finditer(marked))
    return Row(id, language, _MARKED.sub(lambda one: one["value"], marked), found)


@cache
def masker() -> Masker:
    """Under the words that ship."""
    return Masker(settings.load().secrets)


def judged(row: Row) -> Counter[str]:
    """Found, missed and wrong in one text."""
    masked = masker().mask(row.text)
    told, left = Counter(masked.counts), Counter()
    for kind, value in row.secrets:
        is_found = told[kind] > 0 and value not in masked.text
        told[kind] -= is_found
        left["found" if is_found else "missed"] += 1
    left["wrong"] = sum(count for count in told.values() if count > 0)
    return left


def figures(part: str) -> dict:
    """Counts, precision and recall; and the share of texts without a secret that stay as they are."""
    corpus = rows(part)
    counts = sum((judged(row) for row in corpus), Counter())
    clean = [row for row in corpus if not row.secrets]
    return {
        "rows": len(corpus),
        **{key: counts[key] for key in ("found", "missed", "wrong")},
        "precision": round(counts["found"] / (counts["found"] + counts["wrong"]), 3),
        "recall": round(counts["found"] / (counts["found"] + counts["missed"]), 3),
        "untouched": round(sum(masker().mask(row.text).text == row.text for row in clean) / len(clean), 3),
    }


def misses() -> list[tuple[str, str]]:
    """What goes wrong in the open half: the text, and what is made of it."""
    wrong = [row for row in rows("open") if judged(row)["missed"] or judged(row)["wrong"]]
    return [(row.text, masker().mask(row.text).text) for row in wrong]


def main() -> None:
    """One line of JSON for each part, or for each that is named."""
    for part in sys.argv[1:] or PARTS:
        sys.stdout.write(json.dumps({"part": part, **figures(part)}) + "\n")


if __name__ == "__main__":
    main()
