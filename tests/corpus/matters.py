"""``python -m tests.corpus.matters [HALF]…``: how well duplicates and reasons are told; figures only.

Each row becomes a ticket, or two tickets of one customer, and goes through the real facts. The sealed half is for
measuring: nothing here gives its texts away.
"""

import json
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from dashboard.settings import REASONS
from tests.corpus import labelled
from tests.support import make_warehouse

STATUSES = {"Novo": ("new", None)}
OPENED = datetime.fromisoformat("2026-03-02T09:00:00-03:00")
EXPORTED = "2026-06-01T09:00:00-03:00"


def duplicates(half: str) -> dict:
    """Precision and recall of ``duplicate``, in all and by language."""
    corpus = labelled.rows("duplicates", half)
    found = found_duplicates(corpus)
    told = [(row["language"], row["label"] == "duplicate", row["id"] in found) for row in corpus]
    return _by_language(told)


def found_duplicates(corpus: list[dict[str, str]]) -> set[str]:
    """The ids of the pairs whose second ticket is taken for a duplicate of the first."""
    tickets, events = [], []
    for row in corpus:
        later = OPENED + timedelta(hours=float(row["hours_apart"]))
        for place, opened_at in (("first", OPENED), ("second", later)):
            ticket, message = _ticket(f"{row['id']}.{place}", opened_at, row[f"{place}_subject"], row[f"{place}_body"])
            tickets.append({**ticket, "service": row[f"{place}_service"] or None, "customer_id": row["id"]})
            events.append(message)
    sql = "select ticket_id from rule_hits where rule = 'duplicate-subject' and is_counted"
    return {ticket.removesuffix(".second") for (ticket,) in _facts(tickets, events, sql)}


def reasons(half: str) -> dict:
    """How many reasons are told rightly, in all, by language, and by label with precision and recall."""
    corpus = labelled.rows("reasons", half)
    found = found_reasons(corpus)
    told = [(row["language"], row["label"], found[row["id"]]) for row in corpus]
    languages = sorted({language for language, _, _ in told})
    return {
        "rows": len(told),
        "accuracy": _right(told),
        "by_language": {one: _right([row for row in told if row[0] == one]) for one in languages},
        "by_label": {
            reason: labelled.binary((label == reason, said == reason) for _, label, said in told) for reason in REASONS
        },
    }


def found_reasons(corpus: list[dict[str, str]]) -> dict[str, str]:
    """Row id → the reason that the words suggest."""
    told = [_ticket(row["id"], OPENED, row["subject"], row["body"]) for row in corpus]
    tickets, events = [list(column) for column in zip(*told, strict=True)]
    return dict(_facts(tickets, events, "select ticket_id, reason from ticket_facts"))


def _ticket(ticket_id: str, opened_at: datetime, subject: str, body: str) -> tuple[dict, dict]:
    moment = opened_at.isoformat()
    ticket = {
        "ticket_id": ticket_id,
        "subject": subject,
        "opened_at": moment,
        "raw_status": "Novo",
        "opened_by": "customer",
    }
    message = {"ticket_id": ticket_id, "occurred_at": moment, "kind": "message", "author": "customer", "body": body}
    return ticket, message


def _facts(tickets: list[dict], events: list[dict], sql: str) -> list[tuple]:
    """The rows of a question about the facts of these tickets."""
    with tempfile.TemporaryDirectory() as folder:
        canonical = {"tickets": tickets, "ticket_events": events}
        store = make_warehouse(Path(folder), canonical, STATUSES, EXPORTED)
        try:
            return [tuple(row.values()) for row in store._run("corpus", sql, {}).to_pylist()]
        finally:
            store.close()


def _by_language(told: list[tuple[str, bool, bool]]) -> dict:
    languages = sorted({language for language, _, _ in told})
    each = {one: labelled.binary(row[1:] for row in told if row[0] == one) for one in languages}
    return {**labelled.binary((label, found) for _, label, found in told), "by_language": each}


def _right(told: list[tuple[str, str, str]]) -> dict:
    return labelled.share(sum(label == said for _, label, said in told), len(told))


def main() -> None:
    """One line of JSON per rule and half, or per half that is named."""
    for half in sys.argv[1:] or labelled.HALVES:
        for rule in (duplicates, reasons):
            sys.stdout.write(json.dumps({f"{rule.__name__}, {half}": rule(half)}) + "\n")


if __name__ == "__main__":
    main()
