"""Opening a case: from a comment, from a ticket, or by hand, under a protocol that is never given twice."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard import clock
from dashboard.actions.audit import allow
from dashboard.actions.case_file import (
    OPEN_SHELF,
    Row,
    Shelf,
    agents_of,
    alone,
    audited,
    event_row,
    plain_row,
    shelf_of,
)
from dashboard.actions.checks import among, deputy_named, leave_to_publish, not_in_future, said
from dashboard.actions.feedback import known_feedback
from dashboard.errors import ActionRefused
from dashboard.ombudsman import deadlines, states, suggest
from dashboard.roles import Actor
from dashboard.store import tables
from dashboard.store.engine import Store

Key = tuple[str, str]
"""A source and an id there."""


@dataclass(frozen=True)
class Opening:
    """What is brought to the ombudsman.

    ``feedback`` is a comment (its source and id; of feedback entered by hand the source is ``feedback.BY_HAND``),
    ``ticket`` what it is about, and with ``is_second_instance`` the earlier ticket. ``about`` names people beside the
    ticket's agents. ``for_deputy`` puts a denúncia into the deputy's hands: it is about the ombudsman.
    """

    case_type: str
    channel: str
    words: str = ""
    feedback: Key | None = None
    ticket: Key | None = None
    customer: Key | None = None
    customer_name: str = ""
    received_day: date | None = None
    is_second_instance: bool = False
    identity: str = "named"
    publish: str = "no"
    about: tuple[str, ...] = ()
    for_deputy: bool = False


@dataclass(frozen=True)
class Preview:
    """What would be written: the case without its protocol, when it is due, and the types that its words suggest."""

    case: Row
    due_day: date
    suggested: list[suggest.Suggestion]


def preview(store: Store, actor: Actor, opening: Opening) -> Preview:
    """What ``open_case`` would write. Raises what it would raise, and changes nothing."""
    allow(store, actor, _permission(opening))
    _check(store, opening)
    case = _case(store, opening)
    _check_case(case)
    due_day = deadlines.conclusive_due(store.settings, case["received_day"])
    return Preview(case, due_day, suggest.suggested(store.settings, case["words"]))


def open_case(store: Store, actor: Actor, opening: Opening) -> str:
    """Open it, whole or not at all; its protocol.

    Raises ``NotAllowed`` for a role without ``cases.open`` or ``denunciations.open`` and ``ActionRefused`` where it
    does not hold: an unknown type, channel, ticket or comment, no words, a second instance without its earlier
    ticket, a comment that has a case, a name beside "anonymous", a leave to publish for what is no praise.
    """
    with alone():
        seen = preview(store, actor, opening)
        shelf = shelf_of(opening.case_type)
        recorder = _recorder(actor, opening)
        with store.transaction() as desk:
            protocol = _next_protocol(desk, deadlines.local_day(store.settings, clock.instant()).year)
            _write(store, desk, recorder, shelf, opening, protocol, seen)
    return protocol


def _write(
    store: Store, desk: sa.Connection, actor: Actor, shelf: Shelf, opening: Opening, protocol: str, seen: Preview
) -> None:
    given: dict[str, Any] = {
        "protocol": protocol,
        "case_type": opening.case_type,
        "due_day": seen.due_day,
        "holder": "deputy" if opening.for_deputy else "ombudsman",
    }
    row = event_row(store, actor, states.OPENED, given)
    case = {**seen.case, "protocol": protocol, "opened_at": row["recorded_at"], "actor": actor.name}
    desk.execute(shelf.cases.insert().values(case))
    desk.execute(shelf.events.insert().values({**row, "sequence": 1}))
    audited(desk, actor, shelf, row, before={})


def _permission(opening: Opening) -> str:
    return "denunciations.open" if opening.case_type == states.DENUNCIATION else "cases.open"


def _recorder(actor: Actor, opening: Opening) -> Actor:
    """Who is written down; the colleague through whom an anonymous denúncia comes may be its author."""
    is_nameless = opening.identity == "anonymous" and not actor.may("denunciations.handle")
    return Actor("", actor.role) if is_nameless else actor


def _next_protocol(desk: sa.Connection, year: int) -> str:
    """The next of the year; written down within the same transaction, so that what is rolled back is not given."""
    given = tables.protocols
    last = desk.execute(sa.select(sa.func.max(given.c.number)).where(given.c.year == year)).scalar() or 0
    protocol = f"{year}-{last + 1:06d}"
    desk.execute(given.insert().values(protocol=protocol, year=year, number=last + 1))
    return protocol


# ---------------------------------------------------------------- what must hold
def _check(store: Store, opening: Opening) -> None:
    among("case_type", opening.case_type, states.TYPES)
    among("case_channel", opening.channel, states.CHANNELS)
    among("case_identity", opening.identity, states.IDENTITIES)
    if opening.identity != "named" and opening.case_type != states.DENUNCIATION:
        raise ActionRefused("error.case_identity")
    if opening.identity == "anonymous" and (opening.customer_name.strip() or opening.customer or opening.feedback):
        raise ActionRefused("error.case_anonymous_named")
    if opening.for_deputy:
        deputy_named(store)
    if opening.received_day:
        not_in_future(store, opening.received_day)


def _check_case(case: Row) -> None:
    said(case["words"])
    leave_to_publish(case["publish"], case["case_type"] == "praise", case["customer_name"])
    is_denunciation = case["case_type"] == states.DENUNCIATION
    if case["is_second_instance"] and not case["ticket_id"] and not is_denunciation:
        raise ActionRefused("error.case_earlier_ticket")


# ---------------------------------------------------------------- what is written
def _case(store: Store, opening: Opening) -> Row:
    """The case's own row, with what is known of its comment and its ticket; an anonymous one keeps no customer."""
    comment = _comment(store, opening)
    ticket_key = opening.ticket or _key(comment, "ticket_id")
    ticket = _ticket(store, ticket_key)
    customer_key = opening.customer or _key(comment, "customer_id")
    source = (ticket_key or customer_key or (None, None))[0]
    known_customer = (customer_key[1] if customer_key else None) or ticket.get("customer_id")
    name = opening.customer_name.strip() or comment.get("customer_name") or ticket.get("customer_name")
    is_nameless = opening.identity == "anonymous"
    about = [*(one.strip() for one in opening.about), *agents_of(store, *(ticket_key or (None, None)))]
    today = deadlines.local_day(store.settings, clock.instant())
    return {
        "received_day": opening.received_day or today,
        "case_type": opening.case_type,
        "channel": opening.channel,
        "origin": "comment" if opening.feedback else "ticket" if opening.ticket else "hand",
        "source": source,
        "ticket_id": ticket_key[1] if ticket_key else None,
        "is_second_instance": opening.is_second_instance,
        "feedback_source": opening.feedback[0] if opening.feedback else None,
        "feedback_id": opening.feedback[1] if opening.feedback else None,
        "customer_id": None if is_nameless else known_customer,
        "customer_name": None if is_nameless else name,
        "identity": opening.identity,
        "words": opening.words.strip() or comment.get("comment") or "",
        "publish": opening.publish,
        "about": "\n".join(dict.fromkeys(one for one in about if one)) or None,
    }


def _key(comment: Row, column: str) -> Key | None:
    return (comment["ticket_source"], comment[column]) if comment.get(column) else None


def _ticket(store: Store, key: Key | None) -> Row:
    if key is None:
        return {}
    found = store.frame("desk/for_case", {"source": key[0], "ticket_id": key[1]})
    if found.empty:
        raise ActionRefused("error.case_ticket_unknown", ticket=key[1])
    return plain_row(found.iloc[0].to_dict())


def _comment(store: Store, opening: Opening) -> Row:
    if opening.feedback is None:
        return {}
    found = known_feedback(store, opening.feedback)
    if found["protocol"] and shelf_of(opening.case_type) is OPEN_SHELF:
        raise ActionRefused("error.feedback_has_case", protocol=found["protocol"])
    return found
