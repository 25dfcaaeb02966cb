"""Rules a canonical row must keep, each with a stable code; a row that breaks one is set aside with its reason.

The codes appear in ``rejected_rows``, in the report and in the docs: they are never renamed.
"""

from dataclasses import dataclass

from dashboard.importing.words import listed

EVENT_KINDS = ("message", "note", "status", "assignment", "transfer", "rating_request")
WORDS = {
    ("ticket_events", "author"): ("customer", "agent", "robot"),
    ("tickets", "opened_by"): ("customer", "agent", "monitoring", "unknown"),
}
"""Columns that hold one of a few words; another one would count as nobody's and is emptied (``word-unknown``)."""
UNKNOWN_TICKET = "ticket_id is not null and ticket_id not in (select ticket_id from known_tickets)"


@dataclass(frozen=True)
class Rule:
    """``broken`` is the SQL condition under which a row is rejected; ``cell`` the SQL of what stood there."""

    code: str
    field: str
    broken: str
    cell: str

    @classmethod
    def missing(cls, code: str, field: str) -> "Rule":
        return cls(code, field, f"{field} is null", "null")


RULES: dict[str, tuple[Rule, ...]] = {
    "customers": (Rule.missing("id-missing", "customer_id"),),
    "contacts": (Rule.missing("id-missing", "contact_id"), Rule.missing("id-missing", "customer_id")),
    "agents": (Rule.missing("id-missing", "agent_id"),),
    "tickets": (
        Rule.missing("id-missing", "ticket_id"),
        Rule.missing("opened-missing", "opened_at"),
        Rule.missing("status-missing", "raw_status"),
        Rule(
            "closed-before-opened", "closed_at",
            "least(resolved_at, closed_at) < opened_at",
            "cast(least(resolved_at, closed_at) as text) || ' < ' || cast(opened_at as text)",
        ),
    ),
    "ticket_events": (
        Rule.missing("id-missing", "ticket_id"),
        Rule.missing("time-missing", "occurred_at"),
        Rule("kind-unknown", "kind", f"kind is null or kind not in ({listed(EVENT_KINDS)})", "kind"),
        Rule("orphan", "ticket_id", UNKNOWN_TICKET, "ticket_id"),
    ),
    "feedback": (
        Rule.missing("id-missing", "feedback_id"),
        Rule("score-missing", "raw_score", "raw_score is null and asked_at is null and comment is null", "null"),
        Rule("orphan", "ticket_id", UNKNOWN_TICKET, "ticket_id"),
    ),
    "targets": (
        Rule.missing("id-missing", "target_id"),
        Rule.missing("id-missing", "ticket_id"),
        Rule.missing("metric-missing", "metric"),
        Rule("orphan", "ticket_id", UNKNOWN_TICKET, "ticket_id"),
    ),
}  # fmt: skip
RAW_CODES = ("structure", "footer", "header", "cells-moved", "date-unreadable")
"""Codes of faults found before a row has a meaning."""
WARNING_CODES = (
    "date-unreadable", "number-unreadable", "boolean-unreadable", "word-unknown", "response-before-opened",
    "id-rounded", "id-twice", "end-day-only", "formula-error", "text-garbled", "end-missing", "merged-down",
    "merged-across",
)  # fmt: skip
"""Codes of cells that were emptied, or are doubtful as they stand, in rows that were used all the same."""


def number_of_broken(table: str) -> str:
    """SQL: the number of the first rule a row breaks, from 0; null where it keeps them all."""
    cases = " ".join(f"when {rule.broken} then {number}" for number, rule in enumerate(RULES[table]))
    return f"case {cases} end"


def codes() -> list[str]:
    """Every code that can stand in a report."""
    found = [*RAW_CODES, *WARNING_CODES, *(rule.code for rules in RULES.values() for rule in rules)]
    return sorted(set(found))
