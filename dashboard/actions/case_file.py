"""One case under the hand of whoever may handle it: found, checked, and given its next row.

Denúncias lie in tables of their own. Whoever may not see one is told that there is no such case, and its audit rows
show the protocol alone: not even who, in which role, did what.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pandas as pd
import sqlalchemy as sa

from dashboard import clock
from dashboard.actions.audit import allow, written
from dashboard.errors import ActionRefused, NotAllowed, Term
from dashboard.ombudsman import deadlines, states
from dashboard.roles import NOBODY, Actor
from dashboard.store import tables
from dashboard.store.engine import Store

Row = dict[str, Any]
"""Who the audit of a denúncia names."""
SEEN_BY_AUDIT = ("kind", "state", "case_type", "area", "due_day", "finding", "outcome", "solution_mark", "service_mark")
MISSING = {
    "words": "error.case_needs_words",
    "area": "error.case_needs_area",
    "finding": "error.case_needs_finding",
    "outcome": "error.case_needs_outcome",
    "solution_mark": "error.case_needs_marks",
    "service_mark": "error.case_needs_marks",
    "recommendation_id": "error.case_needs_recommendation",
    "conclusive_answer": "error.case_needs_conclusive_answer",
    "within_reopening": "error.case_reopening_over",
    "first_extension": "error.case_extended_before",
    "not_overdue": "error.case_overdue",
}
"""What a step needs → what is said where it is missing."""

# One process writes the desk: a case read by one person must not change under them before their row is written.
_one_at_a_time = threading.RLock()


@dataclass(frozen=True)
class Shelf:
    """Where cases lie: their tables, the question that adds their rows up, and whether they are kept apart."""

    cases: sa.Table
    events: sa.Table
    query: str
    is_apart: bool


OPEN_SHELF = Shelf(tables.cases, tables.case_events, "desk/case_state", False)
CLOSED_SHELF = Shelf(tables.denunciations, tables.denunciation_events, "desk/denunciation_state", True)


def shelf_of(case_type: str) -> Shelf:
    """Where a case of that type lies."""
    return CLOSED_SHELF if case_type == states.DENUNCIATION else OPEN_SHELF


@dataclass(frozen=True)
class CaseFile:
    """A case as it stands, in the hands of one person."""

    store: Store
    actor: Actor
    shelf: Shelf
    case: Row

    @property
    def today(self) -> date:
        """The local day."""
        return deadlines.local_day(self.store.settings, clock.instant())

    def require_step(self, kind: str, given: Row) -> None:
        """Raise ``ActionRefused`` where the state does not allow the step, or something that it needs is missing."""
        if self.case["state"] not in states.STEPS[kind].origins:
            raise ActionRefused(
                "error.case_state",
                protocol=self.case["protocol"],
                state=Term("case_state", self.case["state"]),
                step=Term("case_step", kind),
            )
        for need in states.missing(kind, {**given, **self._true_of_case()}):
            raise ActionRefused(MISSING[need], **self._facts())

    def append(self, kind: str, **given: Any) -> str:
        """Take the step: its row and its audit row, or neither. The id of the act."""
        self.require_step(kind, given)
        row = event_row(self.store, self.actor, kind, {**given, "protocol": self.case["protocol"]})
        if kind == "recommended":
            row["recommendation_id"] = row["event_id"]
        with self.store.transaction() as desk:
            desk.execute(self.shelf.events.insert().values({**row, "sequence": self.case["last_sequence"] + 1}))
            audited(desk, self.actor, self.shelf, row, before={"state": self.case["state"]})
        return row["event_id"]

    def recommendations(self) -> set[str]:
        """The ids of what was recommended."""
        events = self.shelf.events.c
        of_case = sa.and_(events.protocol == self.case["protocol"], events.kind == "recommended")
        with self.store.transaction() as desk:
            return set(desk.execute(sa.select(events.recommendation_id).where(of_case)).scalars())

    def _true_of_case(self) -> Row:
        concluded = self.case["concluded_day"]
        last_day = deadlines.reopening_ends(self.store.settings, concluded) if concluded else None
        return {
            "conclusive_answer": self.case["has_conclusive_answer"],
            "within_reopening": last_day is not None and self.today <= last_day,
            "first_extension": not self.case["is_extended"],
            "not_overdue": self.today <= self.case["due_day"],
        }

    def _facts(self) -> Row:
        settings = self.store.settings
        return {
            "protocol": self.case["protocol"],
            "days": settings.ombudsman.reopen_days,
            "due_day": str(self.case["due_day"]),
        }


@contextmanager
def taken(store: Store, actor: Actor, protocol: str, permission: str, *, even_own: bool = False) -> Iterator[CaseFile]:
    """The case as it stands, and nobody else's row comes between until the block ends.

    Raises ``NotAllowed`` for a role without the permission, for a deputy whom the settings do not name, and for a case
    about the actor's own service (but with ``even_own``); ``ActionRefused`` where no such case is to be seen.
    """
    allow(store, actor, permission)
    require_named(store, actor)
    with _one_at_a_time:
        shelf, case = _found(store, actor, protocol)
        if not even_own:
            require_not_own(store, actor, case)
        yield CaseFile(store, actor, shelf, case)


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else writes about cases within the block."""
    with _one_at_a_time:
        yield


def require_named(store: Store, actor: Actor) -> None:
    """Raise ``NotAllowed`` for somebody in the deputy's role whom the settings do not name."""
    named = store.settings.ombudsman
    if actor.role == "deputy" and not actor.is_one_of(named.deputy_name, named.deputy_email):
        raise NotAllowed("error.deputy_other", name=actor.name)


def require_not_own(store: Store, actor: Actor, case: Row) -> None:
    """Raise ``NotAllowed`` where the actor is among those whose service it is about, then or by today's data."""
    names = [*(case["about"] or "").splitlines(), *agents_of(store, case["source"], case["ticket_id"])]
    if actor.is_one_of(*names):
        raise NotAllowed("error.case_own_service")


def agents_of(store: Store, source: str | None, ticket_id: str | None) -> list[str]:
    """The names and addresses of whoever held the ticket, wrote in it or was rated for it."""
    if not ticket_id:
        return []
    found = store.frame("desk/case_agents", {"source": source, "ticket_id": ticket_id})
    return [one for column in ("name", "email") for one in found[column].dropna().unique()]


def event_row(store: Store, actor: Actor, kind: str, given: Row) -> Row:
    """A row for what happened now; its place within the case is whoever writes it to say."""
    moment = clock.instant()
    unsaid: Row = dict.fromkeys(column.name for column in tables.case_events.columns)
    return {
        **unsaid,
        **given,
        "event_id": uuid4().hex,
        "recorded_at": moment,
        "recorded_day": deadlines.local_day(store.settings, moment),
        "actor": actor.name,
        "kind": kind,
        "state": states.RECEIVED if kind == states.OPENED else states.STEPS[kind].target,
    }


def audited(desk: sa.Connection, actor: Actor, shelf: Shelf, row: Row, before: Row) -> None:
    """The audit row of a case's row: what it changed, never what was said; of a denúncia the protocol alone."""
    if shelf.is_apart:
        named, action, before, after = NOBODY, "cases.kept_apart", {}, {}
    else:
        named, action = actor, f"cases.{row['kind']}"
        after = {name: row[name] for name in SEEN_BY_AUDIT if row[name] is not None}
    written(desk, named, action, subject=row["protocol"], before=before, after=after, audit_id=row["event_id"])


def _found(store: Store, actor: Actor, protocol: str) -> tuple[Shelf, Row]:
    for shelf in (OPEN_SHELF, CLOSED_SHELF):
        if shelf.is_apart and not actor.may("denunciations.handle"):
            continue
        rows = [plain_row(row) for row in store.frame(shelf.query, {"protocol": protocol}).to_dict("records")]
        if rows and (not shelf.is_apart or rows[0]["holder"] == actor.role):
            return shelf, rows[0]
    raise ActionRefused("error.case_unknown", protocol=protocol)


def plain_row(row: Row) -> Row:
    """A row of a frame with plain values: nothing for what is missing, days as days."""
    return {name: _plain(cell) for name, cell in row.items()}


def _plain(cell: Any) -> Any:
    if cell is None or pd.isna(cell):
        return None
    return cell.to_pydatetime() if isinstance(cell, pd.Timestamp) else cell
