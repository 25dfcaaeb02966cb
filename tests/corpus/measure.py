"""``python -m tests.corpus.measure [PART]…``: how well the rule for closing words tells what is finished; figures only.

Each row of the corpus becomes a ticket that the customer opened, we wrote on, and the customer wrote on last. It goes
through the real facts and the real query. The sealed half is for measuring: nothing here gives its texts away.
"""

import csv
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.corpus.labelled import binary
from tests.support import make_warehouse

FOLDER = Path(__file__).parent / "closing_words"
PARTS = ("open", "practice-odd", "practice-even", "sealed")
"""Of the practice file the odd ids were learned from; the even ones were only counted."""
LABELS = ("finished", "support", "customer", "unknown")
STATUSES = {"Novo": ("new", None), "Aguardando cliente": ("waiting_customer", None)}
DAY = "2026-03-02T{}:00-03:00"


def rows(part: str) -> list[dict[str, str]]:
    """The rows of a part, as written."""
    file, _, parity = part.partition("-")
    with (FOLDER / f"{file}.csv").open(encoding="utf-8", newline="") as opened:
        found = list(csv.DictReader(opened))
    return [row for row in found if not parity or (int(row["id"][1:]) % 2 == 1) == (parity == "odd")]


def figures(part: str) -> dict:
    """Counts, precision and recall of ``finished``, in all and by language; label against turn."""
    corpus = rows(part)
    turns = {ticket: turn for ticket, (turn, _) in turns_of(corpus).items()}
    told = [(row["language"], row["label"], turns[row["id"]]) for row in corpus]
    languages = sorted({language for language, _, _ in told})
    return {
        "rows": len(told),
        **_finished([(label, turn) for _, label, turn in told]),
        "by_language": {
            language: _finished([(label, turn) for spoken, label, turn in told if spoken == language])
            for language in languages
        },
        "label_against_turn": _confusion([(label, turn) for _, label, turn in told]),
    }


def turns_of(corpus: list[dict[str, str]]) -> dict[str, tuple[str, str]]:
    """Whose turn it is by the dashboard, and the rule that decided, by the row's id."""
    canonical = {
        "tickets": [_ticket(row) for row in corpus],
        "ticket_events": [event for row in corpus for event in _events(row)],
    }
    with tempfile.TemporaryDirectory() as folder:
        store = make_warehouse(Path(folder), canonical, STATUSES, DAY.format("17:00"))
        try:
            found = store.frame("tickets/now", {"open_only": True, "row_limit": len(corpus)})
        finally:
            store.close()
    return {row["ticket_id"]: (row["turn"], row["turn_rule"]) for row in found.to_dict("records")}


def _ticket(row: dict[str, str]) -> dict:
    return {
        "ticket_id": row["id"],
        "subject": "Atendimento",
        "opened_at": DAY.format("09:00"),
        "raw_status": "Aguardando cliente",
    }


def _events(row: dict[str, str]) -> list[dict]:
    attached = {"attachment_names": "tela.png"} if row["has_attachment"] == "true" else {}
    told = [
        {"kind": "status", "raw_status": "Novo"},
        {"kind": "message", "author": "customer", "body": "Abro este atendimento."},
        {"kind": "message", "author": "agent", "body": row["before"]},
        {"kind": "status", "raw_status": "Aguardando cliente"},
        {"kind": "message", "author": "customer", "body": row["message"], **attached},
    ]
    hours = ("09:00", "09:00", "10:00", "10:00", "11:00")
    return [
        {"ticket_id": row["id"], "occurred_at": DAY.format(hour), "sequence": place, **event}
        for place, (hour, event) in enumerate(zip(hours, told, strict=True), start=1)
    ]


def _finished(told: list[tuple[str, str]]) -> dict:
    return binary((label == "finished", turn == "finished") for label, turn in told)


def _confusion(told: list[tuple[str, str]]) -> dict[str, dict[str, int]]:
    counts = Counter(told)
    return {label: {turn: counts[label, turn] for turn in LABELS} for label in LABELS}


def main() -> None:
    """One line of JSON for each part, or for each that is named."""
    for part in sys.argv[1:] or PARTS:
        sys.stdout.write(json.dumps({f"closing words, {part}": figures(part)}) + "\n")


if __name__ == "__main__":
    main()
