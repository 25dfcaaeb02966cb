"""Feedback that needs no case: reading it, and entering by hand what came outside the helpdesk."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from dashboard import clock
from dashboard.actions.audit import allow, written
from dashboard.actions.case_file import Row, alone, plain_row, require_named, require_not_own
from dashboard.actions.checks import WORDS_LENGTH, among, leave_to_publish, mark, not_in_future, said
from dashboard.errors import ActionRefused
from dashboard.ombudsman import deadlines, states
from dashboard.roles import Actor
from dashboard.store import tables
from dashboard.store.engine import Store

BY_HAND = "@desk"
"""The source of feedback entered by hand, beside the helpdesks."""
CLASSIFICATIONS = ("praise", "suggestion", "complaint", "request", "other")
"""What feedback without a case can be; a denúncia and a request of a data subject need one."""

FeedbackKey = tuple[str, str]
"""A source (or ``BY_HAND``) and the feedback's id there."""


@dataclass(frozen=True)
class Entry:
    """Feedback as it came: ``score`` 1 to 5 or none, ``customer`` a source and an id there."""

    channel: str
    comment: str = ""
    score: int | None = None
    given_day: date | None = None
    customer: tuple[str, str] | None = None
    customer_name: str = ""
    is_praise: bool = False
    publish: str = "no"


def enter_feedback(store: Store, actor: Actor, entry: Entry) -> str:
    """Enter it; its id, which with ``BY_HAND`` is its key.

    Raises ``NotAllowed`` for a role without ``feedback.enter`` and ``ActionRefused`` where it says nothing, or for a
    mark beyond 1 to 5, an unknown channel, a day to come, or a leave to publish what is no praise.
    """
    allow(store, actor, "feedback.enter")
    _check(store, entry)
    moment = clock.instant()
    row = {
        "entry_id": uuid4().hex,
        "recorded_at": moment,
        "given_day": entry.given_day or deadlines.local_day(store.settings, moment),
        "actor": actor.name,
        "channel": entry.channel,
        "score": entry.score,
        "comment": entry.comment.strip() or None,
        "source": entry.customer[0] if entry.customer else None,
        "customer_id": entry.customer[1] if entry.customer else None,
        "customer_name": entry.customer_name.strip() or None,
        "is_praise": entry.is_praise,
        "publish": entry.publish,
    }
    told = {name: row[name] for name in ("channel", "score", "is_praise", "publish")}
    with store.transaction() as desk:
        desk.execute(tables.feedback_entries.insert().values(row))
        subject = f"feedback {BY_HAND}/{row['entry_id']}"
        written(desk, actor, "feedback.enter", subject=subject, before={}, after=told, audit_id=row["entry_id"])
    return row["entry_id"]


def read_feedback(store: Store, actor: Actor, key: FeedbackKey, classification: str, reason: str) -> str:
    """Record that it was read and needs no action, and why; the id of the act. Read again, the last reading counts.

    Raises ``NotAllowed`` for a role without ``feedback.classify`` and for feedback on the actor's own service;
    ``ActionRefused`` for unknown feedback, one that has a case, an unknown classification, or no reason.
    """
    allow(store, actor, "feedback.classify")
    require_named(store, actor)
    among("feedback_classification", classification, CLASSIFICATIONS)
    said(reason)
    row = {
        "reading_id": uuid4().hex,
        "recorded_at": clock.instant(),
        "actor": actor.name,
        "source": key[0],
        "feedback_id": key[1],
        "classification": classification,
        "reason": reason.strip(),
    }
    with alone():
        _check_caseless(store, actor, key)
        with store.transaction() as desk:
            desk.execute(tables.feedback_readings.insert().values(row))
            subject, told = f"feedback {key[0]}/{key[1]}", {"classification": classification}
            written(desk, actor, "feedback.read", subject=subject, before={}, after=told, audit_id=row["reading_id"])
    return row["reading_id"]


def known_feedback(store: Store, key: FeedbackKey) -> Row:
    """What is known of a piece of feedback. Raises ``ActionRefused`` where it is not known."""
    params = {"source": key[0], "feedback_id": key[1], "entered_source": BY_HAND}
    found = store.frame("desk/for_feedback", params)
    if found.empty:
        raise ActionRefused("error.feedback_unknown", feedback=key[1])
    return plain_row(found.iloc[0].to_dict())


def _check_caseless(store: Store, actor: Actor, key: FeedbackKey) -> None:
    found = known_feedback(store, key)
    if found["protocol"]:
        raise ActionRefused("error.feedback_has_case", protocol=found["protocol"])
    require_not_own(store, actor, {"about": None, "source": found["ticket_source"], "ticket_id": found["ticket_id"]})


def _check(store: Store, entry: Entry) -> None:
    among("case_channel", entry.channel, states.CHANNELS)
    if entry.score is None and not entry.comment.strip():
        raise ActionRefused("error.feedback_empty")
    if entry.score is not None:
        mark(entry.score)
    if len(entry.comment) > WORDS_LENGTH:
        raise ActionRefused("error.case_words_long", limit=WORDS_LENGTH, length=len(entry.comment))
    if entry.given_day:
        not_in_future(store, entry.given_day)
    leave_to_publish(entry.publish, entry.is_praise, entry.customer_name)
