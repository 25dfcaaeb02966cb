"""Taking an act back: what stood before it stands again, and both stay on record."""

import threading
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from dashboard import clock
from dashboard.actions.audit import allow, written
from dashboard.errors import ActionRefused
from dashboard.roles import Actor
from dashboard.store.engine import Store

# One process writes the desk: two people taking the same act back at once meet here.
_undoing = threading.Lock()


def undo(
    store: Store, actor: Actor, table: sa.Table, act_id: str, *, thing: str, about: tuple[str, ...], of_others: str
) -> str:
    """Append an ``undo`` for everything the act was about; the id of the new act.

    ``thing`` is what the audit calls it, ``about`` the columns that say which one it is, ``of_others`` the permission
    for taking back another person's act (else ``NotAllowed``). Raises ``ActionRefused`` for an act that is not there,
    was taken back already, or is an undo itself.
    """
    new_id, moment = uuid4().hex, clock.instant()
    with _undoing, store.transaction() as desk:
        rows = _rows_of(desk, table, act_id, about)
        if rows[0]["actor"] != actor.name:
            allow(store, actor, of_others)
        shared = {"act_id": new_id, "recorded_at": moment, "actor": actor.name, "kind": "undo", "undoes": act_id}
        undone = dict.fromkeys(tuple((name, row[name]) for name in about) for row in rows)
        desk.execute(table.insert().values([{**shared, **dict(one)} for one in undone]))
        said = {"act": act_id, "kind": rows[0]["kind"]}
        subject = f"{thing} ({len(undone)})"
        written(desk, actor, f"{thing}.undo", subject=subject, before=said, after={}, audit_id=new_id)
    return new_id


def _rows_of(desk: sa.Connection, table: sa.Table, act_id: str, about: tuple[str, ...]) -> list[Any]:
    # No more columns than are needed: a driver that logs its rows must not log what people recorded.
    columns = [table.c[name] for name in ("actor", "kind", *about)]
    rows = list(desk.execute(sa.select(*columns).where(table.c.act_id == act_id)).mappings())
    if not rows or rows[0]["kind"] == "undo":
        raise ActionRefused("error.act_unknown", act=act_id)
    if desk.execute(sa.select(table.c.actor).where(table.c.undoes == act_id).limit(1)).scalar() is not None:
        raise ActionRefused("error.act_undone", act=act_id)
    return rows
