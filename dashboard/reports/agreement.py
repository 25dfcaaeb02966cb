"""The lines of the agreement: the rules of the customers and our duties, what each is counted from, and its tickets."""

from dataclasses import dataclass

from dashboard.reports.base import Link
from dashboard.reports.parts import HISTORY, TICKETS
from dashboard.store.tables import CUSTOMER_RULES

RULE_NEEDS = {
    "duplicate-subject": "customers&words",
    "parallel-thread": "customers&words",
    "shouting": "words",
    "burst": "messages",
    "wrong-channel": TICKETS,
    "evidence-missing": "messages",
    "left-open": "messages",
}
"""What a source must bring for a rule to be seen (``Asked.missing``)."""


@dataclass(frozen=True)
class Duty:
    """One of our duties: its query, its columns of all and of the kept ones, and what it needs of a source."""

    query: str
    judged: str
    kept: str
    needs: str = "messages"


DUTIES = {
    "order": Duty("rights/order_kept", "wait_count", "kept_count", HISTORY),
    "answered": Duty("rights/closings", "closed_count", "answered_count"),
    "promise": Duty("rights/promises", "due_count", "kept_count"),
    "status": Duty("rights/status_true", "open_count", "true_count", HISTORY),
    "evidence": Duty("rights/evidence_asked", "asked_count", "once_count"),
    "dialogue": Duty("rights/closings", "closed_count", "confirmed_count"),
}
LINES = (*CUSTOMER_RULES, *DUTIES)


def link_of(line: str) -> Link:
    """The tickets of a line: those that broke the rule, or those in which we missed the duty."""
    if line in DUTIES:
        return Link("tickets/duties", {"duty": line})
    return Link("tickets/rule_hits", {"customer_rule": line})


def needs_of(line: str) -> str:
    """The capability without which a line is not in the source."""
    return DUTIES[line].needs if line in DUTIES else RULE_NEEDS[line]
