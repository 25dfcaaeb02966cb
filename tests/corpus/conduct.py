"""``python -m tests.corpus.conduct [RULE HALF]``: how well the rules on conduct tell what they should; figures only.

Each case becomes a ticket, or the tickets of one customer, and goes through the real facts. The sealed half is for
measuring: nothing here gives its texts away.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from dashboard.store.engine import Store
from tests.corpus.labelled import HALVES, binary, rows
from tests.support import facts_of, make_warehouse

Canonical = dict[str, list[dict]]
STATUSES = {"Novo": ("new", None), "Em andamento": ("in_progress", None)}
OPENED = datetime.fromisoformat("2026-03-02T09:00:00-03:00")
ANSWERED = OPENED + timedelta(hours=2)
EXPORTED = (OPENED + timedelta(days=1)).isoformat()
ATTACHING = {"attachment_names": "nota.txt"}
"""Somewhere in the source a file is attached: it can carry images."""


def figures(rule: str, half: str) -> dict:
    """Counts, precision and recall of a rule on one half of its corpus, in all and by language."""
    corpus, found = rows(rule, half), found_in(rule, rows(rule, half))
    label = RULES[rule].label
    told = {row.get("case_id") or row["id"]: (row["language"], row["label"] == label) for row in corpus}
    pairs = [(language, is_labelled, case in found) for case, (language, is_labelled) in told.items()]
    return {
        "cases": len(pairs),
        **binary(pair[1:] for pair in pairs),
        "by_language": {
            language: binary(pair[1:] for pair in pairs if pair[0] == language)
            for language in sorted({pair[0] for pair in pairs})
        },
    }


def found_in(rule: str, corpus: list[dict[str, str]]) -> set[str]:
    """The cases in which the dashboard finds the rule broken."""
    with tempfile.TemporaryDirectory() as folder:
        store = make_warehouse(Path(folder), RULES[rule].canonical(corpus), STATUSES, EXPORTED)
        try:
            return RULES[rule].found(store)
        finally:
            store.close()


def _hits(rule: str) -> Callable[[Store], set[str]]:
    return lambda store: {row["customer_id"] for row in facts_of(store, "rule_hits") if row["rule"] == rule}


def _ticket(case: str, **columns: str | None) -> dict:
    """The ticket of a case; its customer is named after it."""
    told = {"ticket_id": case, "customer_id": case, "opened_by": "customer", "opened_at": OPENED.isoformat()}
    return {**told, "raw_status": "Em andamento", "channel": "email", **columns}


def _message(ticket: str, at: datetime, body: str, author: str = "customer", **columns: str | None) -> dict:
    told = {"ticket_id": ticket, "occurred_at": at.isoformat(), "kind": "message", "author": author}
    return {**told, "body": body, **columns}


def _openings(corpus: list[dict[str, str]], answer: str | None = None, **columns: str) -> Canonical:
    """One ticket per row with its opening message; answered where an answer is given."""
    events = []
    for row in corpus:
        names = (row.get("attachments") or "").replace(";", "|")
        events.append(_message(row["id"], OPENED, row["body"], attachment_names=names or None))
        if answer:
            events.append(_message(row["id"], ANSWERED, answer, "agent"))
    told = [{"subject": row["subject"] or None, **columns, **_channel(row)} for row in corpus]
    tickets = [_ticket(row["id"], **one) for row, one in zip(corpus, told, strict=True)]
    return {"tickets": tickets, "ticket_events": [*events, _message("", OPENED, "", **ATTACHING)]}


def _channel(row: dict[str, str]) -> dict[str, str]:
    return {"channel": row["channel"]} if "channel" in row else {}


def _shouting(corpus: list[dict[str, str]]) -> Canonical:
    names = [{"customer_id": row["id"], "name": row["customer_name"]} for row in corpus]
    return {"customers": names, **_openings(corpus)}


def _evidence(corpus: list[dict[str, str]]) -> Canonical:
    return _openings(corpus, answer="Vamos olhar o caso com atenção.", support_level="Nível 2")


def _burst(corpus: list[dict[str, str]]) -> Canonical:
    """One customer per case, with as many tickets as it names."""
    tickets: dict[str, dict] = {}
    events = []
    for row in corpus:
        ticket, at = f"{row['case_id']}-{row['ticket']}", OPENED + timedelta(minutes=float(row["minute"]))
        opening = {"subject": row["subject"] or None, "customer_id": row["case_id"], "opened_at": at.isoformat()}
        tickets.setdefault(ticket, _ticket(ticket, **opening))
        names = (row["attachments"] or "").replace(";", "|") or None
        sequence = row["position"]
        events.append(_message(ticket, at, row["body"], row["author"], attachment_names=names, sequence=sequence))
    return {"tickets": list(tickets.values()), "ticket_events": events}


class Rule:
    """How a corpus becomes tickets, and what is asked of their facts."""

    def __init__(self, label: str, canonical: Callable, found: Callable[[Store], set[str]]) -> None:
        self.label, self.canonical, self.found = label, canonical, found


RULES = {
    "shouting": Rule("shouting", _shouting, _hits("shouting")),
    "burst": Rule("burst", _burst, _hits("burst")),
    "evidence": Rule("missing", _evidence, _hits("evidence-missing")),
    "channel": Rule("second_level", _openings, _hits("wrong-channel")),
}


def main() -> None:
    """One line of JSON for each rule and half, or for the one that is named."""
    chosen = [tuple(sys.argv[1:3])] if len(sys.argv) > 2 else [(rule, half) for rule in RULES for half in HALVES]
    for rule, half in chosen:
        sys.stdout.write(json.dumps({f"{rule}, {half}": figures(rule, half)}) + "\n")


if __name__ == "__main__":
    main()
