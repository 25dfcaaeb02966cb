"""Recording something about tickets: flag, note, snooze, assign, what was sent, and taking an act back.

Everything is appended: one act is one transaction, one row per ticket and one audit row, all under one id.
Nothing here writes into the helpdesk.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pandas as pd

from dashboard import clock
from dashboard.actions import undoing
from dashboard.actions.audit import allow, written
from dashboard.errors import ActionRefused
from dashboard.roles import Actor
from dashboard.store import tables
from dashboard.store.engine import Store

PERMISSION = "tickets.flag"
UNDO_OF_OTHERS = "tickets.undo"
KINDS = ("flag", "note", "snooze", "assign", "remind", "ask_close", "clear")
"""What can be recorded about any choice of tickets, in the order in which it is offered."""
JUDGEMENTS = ("closing_right", "closing_wrong")
AT_ONCE, NOTE_LENGTH, SNOOZE_DAYS, NAMED = 1000, 2000, 366, 5
STANDING = ("flagged_at", "flagged_by", "snoozed_until_day", "assigned_agent_name", "reminded_at", "close_asked_at")
"""What ``desk/for_marking`` says of a ticket's present marks: the before and after of an act."""

Key = tuple[str, str]
"""A ticket: its source and its id there."""


@dataclass(frozen=True)
class Mark:
    """What is to be recorded. ``note`` goes with any kind; ``until_day`` with snooze, ``agent_id`` with assign."""

    kind: str
    note: str = ""
    until_day: date | None = None
    agent_id: str | None = None


@dataclass(frozen=True)
class Preview:
    """What an act would record: a row per ticket with its present marks, and the same as they would be."""

    tickets: pd.DataFrame
    before: list[dict[str, Any]]
    after: list[dict[str, Any]]


def preview(store: Store, actor: Actor, keys: Iterable[Key], mark: Mark) -> Preview:
    """What ``record`` would write. Raises what ``record`` would raise, and changes nothing."""
    allow(store, actor, PERMISSION)
    wanted = list(dict.fromkeys(keys))
    _check_words(mark)
    found = _known(store, actor, wanted)
    _check_tickets(store, mark, found)
    rows = found.to_dict("records")
    before = [_standing(row) for row in rows]
    changes = _changes(store, mark)
    after = [_after(row, present, changes, actor, mark) for row, present in zip(rows, before, strict=True)]
    return Preview(found, before, after)


def record(store: Store, actor: Actor, keys: Iterable[Key], mark: Mark) -> str:
    """Record it on every ticket, or on none; the id of the act, for ``undo``.

    Raises ``NotAllowed`` for a role without ``tickets.flag`` and ``ActionRefused`` where it does not hold: nothing
    chosen, an unknown ticket or agent, no words in a note, a day that is no day to wait for, or closing words and
    reminders where the customer waits for us.
    """
    seen = preview(store, actor, keys, mark)
    act_id, moment = uuid4().hex, clock.instant()
    rows = [_row(act_id, moment, actor, mark, ticket) for ticket in seen.tickets.to_dict("records")]
    with store.transaction() as desk:
        desk.execute(tables.ticket_marks.insert().values(rows))
        written(
            desk,
            actor,
            f"tickets.{mark.kind}",
            subject=f"tickets ({len(rows)})",
            before=_by_ticket(rows, seen.before),
            after=_by_ticket(rows, seen.after),
            audit_id=act_id,
        )
    return act_id


def undo(store: Store, actor: Actor, act_id: str) -> str:
    """Take an act back: what stood before it stands again, and both stay on record. The id of the new act.

    One's own acts with ``tickets.flag``, those of others with ``tickets.undo`` as well, else ``NotAllowed``.
    Raises ``ActionRefused`` for an act that is not there, was taken back already, or is an undo itself.
    """
    allow(store, actor, PERMISSION)
    return undoing.undo(
        store,
        actor,
        tables.ticket_marks,
        act_id,
        thing="tickets",
        about=("source", "ticket_id"),
        of_others=UNDO_OF_OTHERS,
    )


# ---------------------------------------------------------------- what must hold
def _check_words(mark: Mark) -> None:
    if mark.kind not in (*KINDS, *JUDGEMENTS):
        raise ActionRefused("error.mark_kind", kind=mark.kind, known=", ".join(KINDS))
    if mark.kind == "note" and not mark.note.strip():
        raise ActionRefused("error.mark_note_missing")
    if len(mark.note) > NOTE_LENGTH:
        raise ActionRefused("error.mark_note_long", limit=NOTE_LENGTH, length=len(mark.note))


def _known(store: Store, actor: Actor, wanted: list[Key]) -> pd.DataFrame:
    """A row per ticket in the order given; every one must be known to the data or to the desk."""
    if not wanted:
        raise ActionRefused("error.mark_empty")
    if len(wanted) > AT_ONCE:
        raise ActionRefused("error.mark_too_many", count=len(wanted), limit=AT_ONCE)
    found = store.frame("desk/for_marking", {"ids": [ticket_id for _, ticket_id in wanted], "person": actor.name})
    found = found.set_index(["source", "ticket_id"], drop=False).rename_axis([None, None])
    missing = [ticket_id for source, ticket_id in wanted if (source, ticket_id) not in found.index]
    if missing:
        raise ActionRefused("error.mark_ticket_unknown", tickets=_named(missing))
    return found.loc[wanted].reset_index(drop=True)


def _check_tickets(store: Store, mark: Mark, found: pd.DataFrame) -> None:
    if mark.kind == "snooze":
        _check_day(store, mark.until_day)
    if mark.kind == "assign":
        _check_agent(store, mark.agent_id, set(found["source"]))
    if mark.kind in ("remind", "ask_close"):
        _check_nobody_waits(found)
    if mark.kind in JUDGEMENTS and found["closing_at"].isna().any():
        numbers = found.loc[found["closing_at"].isna(), "number"]
        raise ActionRefused("error.mark_no_closing_words", tickets=_named(numbers))


def _check_day(store: Store, day: date | None) -> None:
    today = clock.now().astimezone(store.info.zone).date()
    first, last = today + timedelta(days=1), today + timedelta(days=SNOOZE_DAYS)
    if day is None or not first <= day <= last:
        raise ActionRefused("error.mark_day", day=str(day or "–"), first=str(first), last=str(last))


def _check_agent(store: Store, agent_id: str | None, sources: set[str]) -> None:
    known = store.frame("desk/agents")
    holders = set(known.loc[known["agent_id"] == agent_id, "source"])
    if not sources <= holders:
        raise ActionRefused("error.mark_agent_unknown", agent=agent_id or "–", sources=", ".join(sorted(sources)))


def _check_nobody_waits(found: pd.DataFrame) -> None:
    """Reminders and closing are for customers who do not wait for us: their turn, or words that closed."""
    if not found["is_open"].all():
        raise ActionRefused("error.mark_not_open", tickets=_named(found.loc[~found["is_open"], "number"]))
    is_unknown = found["turn"].eq("unknown")
    if is_unknown.any():
        raise ActionRefused("error.mark_turn_unknown", tickets=_named(found.loc[is_unknown, "number"]))
    is_closing_wrong = found["is_closing_right"].eq(False).fillna(False).astype(bool)
    is_ready = found["turn"].eq("customer") | (found["turn"].eq("finished") & ~is_closing_wrong)
    if not is_ready.all():
        raise ActionRefused("error.mark_customer_waits", tickets=_named(found.loc[~is_ready, "number"]))


def _named(tickets: Iterable[str]) -> str:
    """The first few, for a message."""
    listed = list(tickets)
    return ", ".join(listed[:NAMED]) + (" …" if len(listed) > NAMED else "")


# ---------------------------------------------------------------- what is written
def _standing(row: dict[str, Any]) -> dict[str, Any]:
    """The present marks of a ticket, without what is empty."""
    return {name: row[name] for name in STANDING if not pd.isna(row[name])}


def _changes(store: Store, mark: Mark) -> dict[str, Any]:
    """What the act makes of the marks that belong to the ticket, whoever records them."""
    moment = clock.now()
    changes: dict[str, dict[str, Any]] = {
        "assign": {"assigned_agent_name": _agent_name(store, mark.agent_id)},
        "remind": {"reminded_at": moment},
        "ask_close": {"close_asked_at": moment},
        "closing_right": {"is_closing_right": True},
        "closing_wrong": {"is_closing_right": False},
    }
    said = {"note": mark.note.strip()} if mark.note.strip() else {}
    return {**changes.get(mark.kind, {}), **said}


def _after(
    row: dict[str, Any], before: dict[str, Any], changes: dict[str, Any], actor: Actor, mark: Mark
) -> dict[str, Any]:
    """The marks as they will stand; flags and snoozes are a person's own and stand beside those of others."""
    after = {**({} if mark.kind == "clear" else before), **changes}
    if mark.kind == "flag":
        others = [name for name in before.get("flagged_by", "").split(", ") if name not in ("", actor.name)]
        after |= {"flagged_at": clock.now(), "flagged_by": ", ".join([*others, actor.name])}
    if mark.kind == "snooze":
        theirs = row["snoozed_by_others_until_day"]
        after["snoozed_until_day"] = mark.until_day if pd.isna(theirs) else max(mark.until_day, theirs)
    return after


def _agent_name(store: Store, agent_id: str | None) -> str | None:
    if agent_id is None:
        return None
    known = store.frame("desk/agents")
    names = known.loc[known["agent_id"] == agent_id, "name"]
    return str(names.iloc[0]) if len(names) else agent_id


def _row(act_id: str, moment: datetime, actor: Actor, mark: Mark, ticket: dict[str, Any]) -> dict[str, Any]:
    """The row of one ticket; what was known of it is kept, so that a later movement can be told."""
    seen_at = ticket["closing_at"] if mark.kind in JUDGEMENTS else ticket["last_moved_at"]
    return {
        "act_id": act_id,
        "recorded_at": moment,
        "actor": actor.name,
        "source": ticket["source"],
        "ticket_id": ticket["ticket_id"],
        "kind": mark.kind,
        "note": mark.note.strip() or None,
        "until_day": mark.until_day if mark.kind == "snooze" else None,
        "agent_id": mark.agent_id if mark.kind == "assign" else None,
        "undoes": None,
        "seen_at": None if pd.isna(seen_at) else seen_at.to_pydatetime(),
        "seen_raw_status": None if pd.isna(ticket["raw_status"]) else ticket["raw_status"],
        "seen_message_count": None if pd.isna(ticket["message_count"]) else int(ticket["message_count"]),
    }


def _by_ticket(rows: list[dict[str, Any]], states: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {f"{row['source']}/{row['ticket_id']}": state for row, state in zip(rows, states, strict=True)}
