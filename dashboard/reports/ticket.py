"""One ticket whole: what happened, the working time between, whose turn it is and why, and who the customer is."""

from dataclasses import dataclass

from dashboard.reports.base import Panel
from dashboard.reports.contacts import hidden, rules_of
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, Row, panel
from dashboard.store.engine import Store


@dataclass(frozen=True)
class TicketReport:
    """One ticket. ``touched`` are the rules it touches, ``record`` what is missing in the customer's record.

    Both are catalogue names (``touched.*``, ``record_rule.*``); ``record`` is empty without contacts in the helpdesk.
    """

    summary: Row
    timeline: Panel
    waits: Panel
    contacts: Panel
    others: Panel
    touched: tuple[str, ...]
    record: tuple[str, ...]


def report(store: Store, source: str, ticket_id: str, is_masked: bool) -> TicketReport | None:
    """The ticket, seen from the data's own moment; ``None`` where neither the data nor the desk know it.

    Without a source, the first helpdesk that knows the id. ``is_masked`` hides all but a phone's last digits.
    """
    asked = Asked(store, Filter())
    summary = _summary(asked, source, ticket_id)
    if summary is None:
        return None
    one = {"source": summary["source"], "ticket_id": ticket_id}
    customer = {"source": summary["source"], "customer_id": summary["customer_id"]}
    questions: dict[str, Row] = {"timeline": one, "waits": one, "contacts": customer, "others": {**customer, **one}}
    asked.ahead((f"ticket/{name}", params) for name, params in questions.items())

    def table(name: str) -> Panel:
        query = f"ticket/{name}"
        return panel(asked, f"ticket_{name}", query, lambda: asked.frame(query, **questions[name]))

    contacts = table("contacts")
    if not summary["has_contacts"]:
        contacts = Panel(contacts.key, contacts.query, absent="contacts")
    elif is_masked:
        contacts = hidden(contacts)
    return TicketReport(
        summary=summary,
        timeline=table("timeline"),
        waits=table("waits"),
        contacts=contacts,
        others=table("others"),
        touched=touched(summary),
        record=_record(store, summary),
    )


def _summary(asked: Asked, source: str, ticket_id: str) -> Row | None:
    sources = [source] if source else [one.source for one in asked.store.info.sources]
    for name in sources:
        found = asked.frame("ticket/summary", source=name, ticket_id=ticket_id)
        if len(found):
            return asked.row("ticket/summary", source=name, ticket_id=ticket_id)
    return None


def touched(summary: Row) -> tuple[str, ...]:
    """The rules that this ticket touches, ours first."""
    rules = {
        "stalled": summary["is_stalled"],
        "customer_waits": summary["contradiction"] == "customer_waits",
        "nothing_in_progress": summary["contradiction"] == "nothing_in_progress",
        "closed_unanswered": summary["is_closed_unanswered"],
        "reopened": (summary["reopened_count"] or 0) > 0,
        "reopened_by_thanks": (summary["reopened_by_thanks_count"] or 0) > 0,
        "left_open": summary["turn"] == "finished",
        "recorded_afterwards": summary["is_recorded_afterwards"],
        "notice": summary["is_notice"],
        "undated": summary["is_undated"],
        "unknown_reopening": summary["has_unknown_reopening"],
    }
    return tuple(name for name, holds in rules.items() if holds)


def _record(store: Store, summary: Row) -> tuple[str, ...]:
    """The rules that the customer's record breaks, the worst first."""
    if not summary["has_contacts"] or summary["customer_id"] is None:
        return ()
    judged = rules_of(store, summary["source"], summary["customer_id"])
    return tuple(judged["record_rules"].split(",")) if judged else ()
