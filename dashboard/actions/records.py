"""Recording what was learned about a customer's contact record, and taking it back.

A new number or address must be one that reaches somebody, so that a correction never makes a record worse. Everything
is appended; nothing here writes into the helpdesk: what is to change there is the list of changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pandas as pd

from dashboard import clock
from dashboard.actions import undoing
from dashboard.actions.audit import allow, written
from dashboard.errors import ActionRefused, Term
from dashboard.reach import emails, phones
from dashboard.roles import Actor
from dashboard.store import tables
from dashboard.store.engine import Store

PERMISSION = "contacts.record"
UNDO_OF_OTHERS = "contacts.undo"
KINDS = ("confirmed", "corrected", "left", "second_person", "unreachable", "note")
CELLS = ("phone_1", "phone_2", "email")
NOTE_LENGTH, VALUE_LENGTH = 2000, 320

Record = tuple[str, str]
"""A record: its source and the customer's id there."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What was learned. ``contact_id`` goes with corrected and left; ``values`` maps the cells (for a second person
    also ``name``) to what is to stand there."""

    kind: str
    contact_id: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Change:
    """One cell as it stands and as it is to stand; ``value_kind`` says how the new value was understood."""

    contact_id: str | None
    person: str | None
    field: str
    seen_value: str | None
    value: str
    value_kind: str | None = None
    way: str | None = None


def preview(store: Store, actor: Actor, record_key: Record, outcome: Outcome) -> list[Change]:
    """The changes that ``record`` would write. Raises what it would raise, and changes nothing."""
    allow(store, actor, PERMISSION)
    _check_words(outcome)
    found = _known(store, record_key)
    if outcome.kind == "corrected":
        return _corrections(found, outcome)
    if outcome.kind == "left":
        return [_leaving(found, outcome)]
    if outcome.kind == "second_person":
        return _second_person(found, outcome)
    return _taken(store, record_key) if outcome.kind == "confirmed" else []


def record(store: Store, actor: Actor, record_key: Record, outcome: Outcome) -> str:
    """Record it, whole or not at all; the id of the act, for ``undo``.

    Raises ``NotAllowed`` for a role without ``contacts.record`` and ``ActionRefused`` where it does not hold: an
    unknown record or person, a value that reaches nobody or stands there already, a second person without a name or
    a way of their own.
    """
    changes = preview(store, actor, record_key, outcome)
    act_id = uuid4().hex
    shared = {
        "act_id": act_id,
        "recorded_at": clock.instant(),
        "actor": actor.name,
        "source": record_key[0],
        "customer_id": record_key[1],
        "kind": outcome.kind,
        "note": outcome.note.strip() or None,
    }
    rows = [{**shared, **_cells(one, act_id)} for one in changes] or [shared]
    with store.transaction() as desk:
        desk.execute(tables.contact_outcomes.insert(), rows)
        written(
            desk,
            actor,
            f"contacts.{outcome.kind}",
            subject=f"contacts {record_key[0]}/{record_key[1]}",
            before={_named(one, act_id): one.seen_value for one in changes},
            after={**{_named(one, act_id): one.value for one in changes}, **_said(outcome)},
            audit_id=act_id,
        )
    return act_id


def undo(store: Store, actor: Actor, act_id: str) -> str:
    """Take an act back: what stood before it stands again, and both stay on record. The id of the new act.

    One's own acts with ``contacts.record``, those of others with ``contacts.undo`` as well, else ``NotAllowed``.
    Raises ``ActionRefused`` for an act that is not there, was taken back already, or is an undo itself.
    """
    allow(store, actor, PERMISSION)
    return undoing.undo(
        store,
        actor,
        tables.contact_outcomes,
        act_id,
        thing="contacts",
        about=("source", "customer_id"),
        of_others=UNDO_OF_OTHERS,
    )


# ---------------------------------------------------------------- what must hold
def _check_words(outcome: Outcome) -> None:
    if outcome.kind not in KINDS:
        raise ActionRefused("error.outcome_kind", kind=outcome.kind, known=", ".join(KINDS))
    if outcome.kind == "note" and not outcome.note.strip():
        raise ActionRefused("error.mark_note_missing")
    if len(outcome.note) > NOTE_LENGTH:
        raise ActionRefused("error.mark_note_long", limit=NOTE_LENGTH, length=len(outcome.note))


def _known(store: Store, record_key: Record) -> list[Row]:
    """The record's persons, missing values as ``None``; of a record without any, one row without a person."""
    found = store.frame("desk/for_record", {"source": record_key[0], "customer_id": record_key[1]})
    if found.empty:
        raise ActionRefused("error.outcome_record_unknown", customer=record_key[1])
    return _rows(found)


def _rows(found: pd.DataFrame) -> list[Row]:
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()} for row in found.to_dict("records")
    ]


def _person(found: list[Row], outcome: Outcome) -> Row:
    for person in found:
        if outcome.contact_id and person["contact_id"] == outcome.contact_id:
            return person
    raise ActionRefused("error.outcome_person_unknown")


def _corrections(found: list[Row], outcome: Outcome) -> list[Change]:
    person = _person(found, outcome)
    changes = []
    for cell, typed in _given(outcome).items():
        value, kind, way = _understood(cell, typed)
        if way in (person["ways"] or "").split() and _understood_as(cell, person[cell]) == way:
            raise ActionRefused("error.outcome_value_same", value=value)
        changes.append(Change(person["contact_id"], person["contact_person"], cell, person[cell], value, kind, way))
    if not changes:
        raise ActionRefused("error.outcome_value_missing")
    return changes


def _leaving(found: list[Row], outcome: Outcome) -> Change:
    person = _person(found, outcome)
    if person["has_left"]:
        raise ActionRefused("error.outcome_left_already", person=_name(person))
    name = person["contact_person"]
    return Change(person["contact_id"], name, "has_left", name, "true")


def _second_person(found: list[Row], outcome: Outcome) -> list[Change]:
    """Who they are and how they are reached; at least one way that nobody else of the record has."""
    given = _given(outcome)
    name = given.pop("name", "")
    if not name:
        raise ActionRefused("error.outcome_name_missing")
    if not given:
        raise ActionRefused("error.outcome_way_missing", person=name)
    present = [person for person in found if person["contact_id"] and not person["has_left"]]
    holders = {way: _name(person) for person in present for way in (person["ways"] or "").split()}
    namesakes = [_name(person) for person in present if _name(person).strip().lower() == name.lower()]
    # What stands there already is no sign, later, that the person has arrived.
    changes = [Change(None, name, "name", namesakes[0] if namesakes else None, name)]
    for cell, typed in given.items():
        value, kind, way = _understood(cell, typed)
        changes.append(Change(None, name, cell, holders.get(way), value, kind, way))
    if {one.way for one in changes[1:]} <= set((found[0]["present_ways"] or "").split()):
        raise ActionRefused(
            "error.outcome_way_repeated", person=name, values=", ".join(one.value for one in changes[1:])
        )
    return changes


def _taken(store: Store, record_key: Record) -> list[Change]:
    """Where an import brought something else than was recorded, a confirmation takes the import's word."""
    about = {"sources": [record_key[0]], "customers": [record_key[1]], "change_state": "conflict"}
    return [
        Change(
            row["contact_id"],
            row["contact_person"],
            row["reach_field"],
            row["present_value"],
            row["present_value"] or "",
        )
        for row in _rows(store.frame("contacts/changes", about))
    ]


def _name(person: Row) -> str:
    return person["contact_person"] or person["contact_id"]


def _given(outcome: Outcome) -> dict[str, str]:
    """What was typed, without blanks around it and without what was left empty; other cells than ours are refused."""
    known = (*CELLS, "name") if outcome.kind == "second_person" else CELLS
    given = {cell: value.strip() for cell, value in outcome.values.items() if value and value.strip()}
    for cell, value in given.items():
        if cell not in known:
            raise ActionRefused("error.outcome_cell_unknown", cell=cell, known=", ".join(known))
        if len(value) > VALUE_LENGTH:
            raise ActionRefused("error.outcome_value_long", limit=VALUE_LENGTH, length=len(value))
    return given


def _understood(cell: str, typed: str) -> tuple[str, str, str]:
    """The value as it is to be written, its kind, and its one spelling."""
    if cell == "email":
        email = emails.understood(typed)
        if email.verdict != "valid" or not email.address:
            raise _no_value(typed, email.reason, email.suggestion)
        return email.address, "email", email.address.lower()
    found = phones.understood(typed)
    if len(found) != 1:
        raise ActionRefused("error.outcome_one_number", value=typed)
    (phone,) = found
    if phone.kind not in ("landline", "mobile", "foreign") or not phone.national:
        reason = {"repairable": "nine-missing", "special": "special"}.get(phone.kind, phone.reason)
        raise _no_value(typed, reason, phones.formatted(phones.mended(phone)) if phone.repaired else None)
    return phones.international(phone), phone.kind, phone.national


def _no_value(typed: str, reason: str | None, meant: str | None) -> ActionRefused:
    why = Term("reach_reason", reason or "no-digits")
    if meant:
        return ActionRefused("error.outcome_value_meant", value=typed, reason=why, meant=meant)
    return ActionRefused("error.outcome_value", value=typed, reason=why)


def _understood_as(cell: str, written_there: str | None) -> str | None:
    """The one spelling of what stands there now; ``None`` where that is nothing, several, or reaches nobody."""
    try:
        return _understood(cell, written_there or "")[2]
    except ActionRefused:
        return None


# ---------------------------------------------------------------- what is written
def _cells(change: Change, act_id: str) -> Row:
    return {
        "contact_id": change.contact_id or act_id,
        "field": change.field,
        "seen_value": change.seen_value,
        "value": change.value,
        "value_kind": change.value_kind,
        "way": change.way,
    }


def _named(change: Change, act_id: str) -> str:
    return f"{change.contact_id or act_id}.{change.field}"


def _said(outcome: Outcome) -> Row:
    note = outcome.note.strip()
    return {"note": note} if note else {}
