"""What goes wrong at the simulated company, and how often; and the account of it that tests count back.

A rate is the share of the tickets (or contact records) that could break the rule. The account holds what
truly happened in the written data, not what was intended: a duplicate whose first ticket was already solved
is no duplicate.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

TRUTH = ".truth.json"
RATES: dict[str, float] = {
    # Of all tickets.
    "duplicate-subject": 0.02,
    "parallel-thread": 0.008,
    "spam": 0.015,
    "test": 0.002,
    "monitoring": 0.02,
    "notice": 0.01,
    "recorded-afterwards": 0.015,
    "orphan-ticket-contact": 0.01,
    # Of the requests.
    "shouting": 0.03,
    "burst": 0.02,
    "transfer-misrouted": 0.03,
    "transfer-advanced": 0.08,
    "third-party": 0.025,
    "holding": 0.12,
    "promise-broken": 0.12,
    "priority-by-staff": 0.01,
    "emergency": 0.15,
    "overtaken": 0.02,
    "reopened": 0.08,  # of those with more than one round
    "status-contradiction": 0.03,
    "automatic-receipt": 0.35,
    "automatic-reply": 0.015,
    "undated": 0.005,  # of the confirmed
    # Of what came to the second level.
    "wrong-channel": 0.08,
    "evidence-missing": 0.25,
    "evidence-asked-twice": 0.3,
    "unknown-status": 0.04,
    # Of what ends, by how it ends (see plan.ENDINGS).
    "closed-unanswered": 0.015,
    "left-open": 0.035,
    "customer-silent": 0.025,
    "answered-still-open": 0.01,
    "reopened-by-thanks": 0.02,
    "confirmed-for-now": 0.01,
    # Of the customers.
    "unreachable": 0.02,
    "only-person-left": 0.012,
    "secondary-missing": 0.40,
    "secondary-repeats": 0.06,
    "departed-listed": 0.03,
    "email-invalid": 0.025,
    "email-hosted-here": 0.25,
    "landline-missing": 0.45,
    "phone-repairable": 0.06,
    "phone-invalid": 0.035,
    "not-confirmed": 0.35,
}


@dataclass(frozen=True)
class Truth:
    """All that was planted, as it stands in the written tables.

    ``planted``: rule → ids of the tickets (of the customers, for contact rules) that break it; ``counts``: how many.
    ``now``: what holds at ``as_of``. ``load``: department → share of the team's time in use.
    """

    tickets: int
    seed: int
    as_of: str
    first_at: str
    rates: dict[str, float]
    counts: dict[str, int]
    planted: dict[str, list[str]]
    now: dict[str, int]
    load: dict[str, float]

    def save(self, folder: Path) -> None:
        """Write ``.truth.json`` beside the export: a hidden file, which an import passes over."""
        said = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        (folder / TRUTH).write_text(said, encoding="utf-8")
