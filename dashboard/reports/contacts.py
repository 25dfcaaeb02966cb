"""Contact records: who could not be reached today, what each record lacks, whom to call, and what was learned.

Numbers and addresses leave this module whole only where ``is_masked`` is false: for roles that call customers.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from dashboard.reach.masked import masked
from dashboard.reports.base import Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, Row, number, of_whole, panel
from dashboard.store.engine import Store

COUNTS, RULES, HISTORY, RECORDS = "contacts/counts", "contacts/by_rule", "contacts/history", "contacts/records"
PERSONS, CHANGES, OUTCOMES = "contacts/persons", "contacts/changes", "contacts/outcomes"
SHARED, WRITERS = "contacts/shared_ways", "contacts/writers"
NEEDS = "contacts"
"""The capability: a source of tickets alone knows nobody's phone."""
PERSONAL = ("cell", "understood", "seen_value", "new_value", "present_value", "ways", "phone_1", "phone_2", "email")
"""Columns that hold numbers and addresses."""
ANSWERED = ("landline", "mobile", "foreign")
"""Kinds of numbers that somebody answers."""
CALL_COLUMNS = ("place", "contact_person", "ways", "has_phone")


@dataclass(frozen=True)
class ContactsReport:
    """The headline, what is at risk, which rules are broken how often, and how that was at each export."""

    unreachable: Number
    at_risk: Number
    confirmed: Number
    by_rule: Panel
    over_time: Panel


@dataclass(frozen=True)
class Narrowed:
    """Which records of the list: of a severity, breaking a rule, waiting for us, of a name, not heard of since then."""

    severity: str | None = None
    record_rule: str | None = None
    waiting_only: bool = False
    term: str | None = None
    quiet_since: datetime | None = None


def report(store: Store, chosen: Filter) -> ContactsReport:
    """All but the lists; the period does not matter, the sources and customers of the filter do."""
    asked = Asked(store, chosen)
    asked.ahead((COUNTS, RULES, HISTORY))

    def of_counts(key: str, column: str) -> Number:
        base = Number(key, "customers", COUNTS, ignores_period=True)

        def fill() -> Row:
            counts = asked.row(COUNTS)
            whole = counts["record_count"]
            return {"value": counts[column], "n": whole, "numerator": counts[column], "denominator": whole}

        return number(asked, base, NEEDS, fill)

    by_rule = panel(asked, "records_by_rule", RULES, lambda: asked.frame(RULES), "record_count", needs=NEEDS)
    over_time = panel(asked, "records_over_time", HISTORY, lambda: asked.frame(HISTORY), needs=NEEDS)
    return ContactsReport(
        unreachable=of_counts("unreachable", "unreachable_count"),
        at_risk=of_counts("records_at_risk", "at_risk_count"),
        confirmed=of_counts("records_confirmed", "confirmed_count"),
        by_rule=by_rule,
        over_time=replace(over_time, n=None),
    )


def listing(store: Store, chosen: Filter, narrowed: Narrowed, limit: int, offset: int) -> Panel:
    """Records that break a rule, in the order of work; ``n`` is the length of the whole list."""
    return _page(store, chosen, "records_list", RECORDS, limit, offset, **vars(narrowed))


def only_person_left(store: Store, chosen: Filter, limit: int) -> Panel:
    """Records whose only person has left."""
    found = listing(store, chosen, Narrowed(record_rule="only-person-left"), limit, 0)
    return replace(found, key="only_person_left")


def calls(store: Store, chosen: Filter, quiet_since: datetime, limit: int, is_masked: bool) -> Panel:
    """The first records in the order of work, each with its ``place``, the person to ask for and everybody's numbers.

    ``ways``: "Ana: (11) 3333-4444, (11) 98765-4321 · Bia: …", of those who are still there; ``contact_person``: the
    first of them; ``has_phone``: a number is among the ways. Who was called since ``quiet_since`` is left out.
    """
    listed = _page(store, chosen, "call_list", RECORDS, limit, 0, quiet_since=quiet_since)
    if listed.state != "loaded":
        return listed
    rows = listed.frame
    people = Asked(store, Filter()).frame(PERSONS, customer_ids=list(rows["customer_id"]))
    told = [_reached(people, row.source, row.customer_id, is_masked) for row in rows.itertuples()]
    columns = zip(CALL_COLUMNS, (range(1, len(rows) + 1), *zip(*told, strict=True)), strict=True)
    return replace(listed, frame=rows.assign(**dict(columns)))


def _reached(people: pd.DataFrame, source: str, customer_id: str, is_masked: bool) -> tuple[str, str, bool]:
    """Whom to ask for, through which numbers and addresses, and whether a number is among them."""
    own = people[(people["source"] == source) & (people["customer_id"] == customer_id) & ~people["has_left"]]
    own = own[~own["change_state"].isin(("replaced", "conflict"))]
    names = list(dict.fromkeys(own["contact_person"].dropna()))
    is_valid = own["reach_kind"].isin((*ANSWERED, "email"))
    # Where nothing is valid, what was probably meant is the only thing left to try.
    tried = own[is_valid] if is_valid.any() else own[own["understood"].notna() & own["reach_kind"].ne("special")]
    doubt = "" if is_valid.any() else "?"
    spoken = []
    for name, rows in tried.groupby(tried["contact_person"].fillna(""), sort=False):
        ways = [(masked(way) if is_masked else way) + doubt for way in dict.fromkeys(rows["understood"].dropna())]
        spoken.append(f"{name}: {', '.join(ways)}" if name else ", ".join(ways))
    has_phone = bool((tried["understood"].notna() & tried["reach_field"].ne("email")).any())
    return names[0] if names else "", " · ".join(spoken), has_phone


def persons(store: Store, source: str, customer_id: str, is_masked: bool) -> Panel:
    """One customer's persons and how each can be reached, as the helpdesk says and as was recorded here."""
    asked = Asked(store, Filter())
    found = panel(
        asked, "record", PERSONS, lambda: asked.frame(PERSONS, source=source, customer_ids=[customer_id]), needs=NEEDS
    )
    return hidden(found) if is_masked else found


def rules_of(store: Store, source: str, customer_id: str) -> Row | None:
    """The record's row of the list: its severity and the rules it breaks; ``None`` where it breaks none."""
    found = listing(store, Filter(sources=(source,), customers=(customer_id,)), Narrowed(), 1, 0)
    if found.error:
        raise found.error
    return found.frame.iloc[0].to_dict() if len(found.frame) else None


def changes(store: Store, chosen: Filter, state: str | None, limit: int, offset: int, is_masked: bool) -> Panel:
    """What is to be carried into the helpdesk, or what became of it; ``n`` is the length of the whole list."""
    found = _page(store, chosen, "record_changes", CHANGES, limit, offset, change_state=state)
    return hidden(found) if is_masked else found


def outcomes(store: Store, source: str | None, customer_id: str | None, limit: int, is_masked: bool) -> Panel:
    """What was recorded, the newest first: about one customer, or about all."""
    asked = Asked(store, Filter())
    about = {"source": source, "customer_id": customer_id, "row_limit": limit}
    found = panel(asked, "record_outcomes", OUTCOMES, lambda: asked.frame(OUTCOMES, **about), needs=NEEDS)
    return hidden(found) if is_masked else found


def shared_ways(store: Store, chosen: Filter, limit: int, is_masked: bool) -> Panel:
    """One person or line for many customers."""
    many = store.settings.contacts.many_customers
    found = _page(store, chosen, "shared_ways", SHARED, limit, 0, many_customers=many)
    return hidden(found) if is_masked else found


def writers(store: Store, chosen: Filter, limit: int, is_masked: bool) -> Panel:
    """Who writes a customer's tickets and is not in the record."""
    found = _page(store, chosen, "orphan_writers", WRITERS, limit, 0)
    return hidden(found) if is_masked else found


def _page(store: Store, chosen: Filter, key: str, query: str, limit: int, offset: int, **narrowed: object) -> Panel:
    asked = Asked(store, chosen)
    return of_whole(
        panel(
            asked,
            key,
            query,
            lambda: asked.frame(query, **narrowed, row_limit=limit, row_offset=offset),
            needs=NEEDS,
        )
    )


def hidden(found: Panel) -> Panel:
    """The panel with the last four digits alone."""
    hidden = {column: found.frame[column].map(_masked_cell) for column in PERSONAL if column in found.frame}
    return replace(found, frame=found.frame.assign(**hidden))


def _masked_cell(cell: object) -> object:
    return masked(cell) if isinstance(cell, str) else cell
