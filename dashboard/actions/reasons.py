"""Correcting why a customer writes, where the words suggest something else, and taking a correction back."""

from uuid import uuid4

from dashboard import clock
from dashboard.actions import undoing
from dashboard.actions.audit import allow, written
from dashboard.errors import ActionRefused
from dashboard.roles import Actor
from dashboard.settings import REASONS
from dashboard.store import tables
from dashboard.store.engine import Store

PERMISSION = "tickets.flag"
UNDO_OF_OTHERS = "tickets.undo"


def correct(store: Store, actor: Actor, source: str, ticket_id: str, reason: str) -> str:
    """Put this reason in the place of the one in force; the id of the act, for ``undo``.

    Raises ``NotAllowed`` for a role without ``tickets.flag`` and ``ActionRefused`` for an unknown reason or ticket.
    """
    allow(store, actor, PERMISSION)
    if reason not in REASONS:
        raise ActionRefused("error.reason_unknown", reason=reason, known=", ".join(REASONS))
    before = _in_force(store, source, ticket_id)
    act_id = uuid4().hex
    about = {"source": source, "ticket_id": ticket_id}
    row = {"act_id": act_id, "recorded_at": clock.instant(), "actor": actor.name, "kind": "reason", "reason": reason}
    with store.transaction() as desk:
        desk.execute(tables.ticket_reasons.insert().values({**about, **row}))
        said = {"subject": "tickets (1)", "before": {**about, "reason": before}, "after": {**about, "reason": reason}}
        written(desk, actor, "tickets.reason", **said, audit_id=act_id)
    return act_id


def undo(store: Store, actor: Actor, act_id: str) -> str:
    """Take a correction back: what stood before it stands again, and both stay on record. The id of the new act.

    One's own with ``tickets.flag``, those of others with ``tickets.undo`` as well, else ``NotAllowed``.
    Raises ``ActionRefused`` for an act that is not there, was taken back already, or is an undo itself.
    """
    allow(store, actor, PERMISSION)
    about = ("source", "ticket_id")
    return undoing.undo(
        store, actor, tables.ticket_reasons, act_id, thing="tickets", about=about, of_others=UNDO_OF_OTHERS
    )


def _in_force(store: Store, source: str, ticket_id: str) -> str | None:
    found = store.frame("ticket/reason", {"source": source, "ticket_id": ticket_id})
    if not len(found):
        raise ActionRefused("error.mark_ticket_unknown", tickets=ticket_id)
    reason = found.at[0, "reason"]
    return reason if isinstance(reason, str) else None
