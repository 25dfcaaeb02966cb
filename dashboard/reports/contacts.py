"""Contact records: who could not be reached today, what each record lacks, and in which order to call."""

from dataclasses import dataclass

from dashboard.reports.base import Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, Row, number, of_whole, panel
from dashboard.store.engine import Store

COUNTS, RULES, RECORDS, PERSONS = "contacts/counts", "contacts/by_rule", "contacts/records", "contacts/persons"
NEEDS = "contacts"
"""The capability: a source of tickets alone knows nobody's phone."""


@dataclass(frozen=True)
class ContactsReport:
    """The headline, what is at risk, and which rules are broken how often."""

    unreachable: Number
    at_risk: Number
    confirmed: Number
    by_rule: Panel


def report(store: Store, chosen: Filter) -> ContactsReport:
    """All but the list itself; the period does not matter, the sources and customers of the filter do."""
    asked = Asked(store, chosen)
    asked.ahead((COUNTS, RULES))

    def of_counts(key: str, column: str) -> Number:
        base = Number(key, "customers", COUNTS, ignores_period=True)

        def fill() -> Row:
            counts = asked.row(COUNTS)
            whole = counts["record_count"]
            return {"value": counts[column], "n": whole, "numerator": counts[column], "denominator": whole}

        return number(asked, base, NEEDS, fill)

    by_rule = panel(asked, "records_by_rule", RULES, lambda: asked.frame(RULES), "record_count", needs=NEEDS)
    return ContactsReport(
        unreachable=of_counts("unreachable", "unreachable_count"),
        at_risk=of_counts("records_at_risk", "at_risk_count"),
        confirmed=of_counts("records_confirmed", "confirmed_count"),
        by_rule=by_rule,
    )


def listing(
    store: Store, chosen: Filter, severity: str | None, rule: str | None, waiting: bool, limit: int, offset: int
) -> Panel:
    """Records that break a rule, in the order of work; ``n`` is the length of the whole list."""
    asked = Asked(store, chosen)
    narrowed = {"severity": severity, "record_rule": rule, "waiting_only": waiting}
    page = panel(
        asked,
        "records_list",
        RECORDS,
        lambda: asked.frame(RECORDS, **narrowed, row_limit=limit, row_offset=offset),
        needs=NEEDS,
    )
    return of_whole(page)


def persons(store: Store, source: str, customer_id: str) -> Panel:
    """One customer's persons and how each can be reached."""
    asked = Asked(store, Filter())
    return panel(
        asked, "record", PERSONS, lambda: asked.frame(PERSONS, source=source, customer_id=customer_id), needs=NEEDS
    )
