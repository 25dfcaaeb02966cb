"""The audit: who, in which role, what, about what, from what to what. Every act leaves a row, and so does looking."""

import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from dashboard import clock
from dashboard.errors import NotAllowed
from dashboard.roles import NOBODY, Actor, require
from dashboard.store import tables
from dashboard.store.engine import Store


def written(
    desk: sa.Connection, actor: Actor, action: str, *, subject: str, before: Any, after: Any, audit_id: str = ""
) -> None:
    """Append the row within the action's own transaction; an act of several rows gives it the id they share."""
    row = {
        "audit_id": audit_id or uuid4().hex,
        "happened_at": clock.instant(),
        "actor": actor.name,
        "role": actor.role,
        "action": action,
        "subject": subject,
        "before": json.dumps(before, ensure_ascii=False, default=str),
        "after": json.dumps(after, ensure_ascii=False, default=str),
    }
    desk.execute(tables.audit.insert().values(**row))


def noted(store: Store, actor: Actor, action: str, subject: str, **about: Any) -> None:
    """Append a row for what changes nothing: a sign-in, a look, an export, a refusal."""
    with store.transaction(is_act=False) as desk:
        written(desk, actor, action, subject=subject, before={}, after=about)


def signed_in(store: Store, actor: Actor, subject: str, moment: float) -> None:
    """Note a sign-in once, however many tabs follow from it."""
    audit_id = hashlib.sha256(f"{subject}\n{moment}".encode()).hexdigest()[:32]
    with store.transaction(is_act=False) as desk:
        if desk.execute(sa.select(tables.audit.c.action).where(tables.audit.c.audit_id == audit_id)).first() is None:
            written(desk, actor, "session.opened", subject="", before={}, after={}, audit_id=audit_id)


def refused(store: Store, actor: Actor, permission: str, subject: str = "") -> None:
    """Note that somebody asked for what they may not."""
    noted(store, actor, "access.refused", subject, permission=permission)


def allow(store: Store, actor: Actor, permission: str, subject: str = "") -> None:
    """Raise ``NotAllowed`` unless the actor may, and note the refusal; whether the thing exists is not said."""
    try:
        require(actor, permission)
    except NotAllowed:
        refused(store, actor, permission, subject)
        raise


def expire(store: Store) -> int:
    """Delete the rows that are older than the settings keep them, and note how many; the number deleted."""
    days = store.settings.access.audit_days
    if not days:
        return 0
    oldest = clock.instant() - timedelta(days=days)
    with store.transaction(is_act=False) as desk:
        found = desk.execute(sa.select(sa.func.count()).where(tables.audit.c.happened_at < oldest)).scalar() or 0
        if found:
            desk.execute(sa.delete(tables.audit).where(tables.audit.c.happened_at < oldest))
            written(desk, NOBODY, "access.expired", subject="audit", before={"rows": found}, after={"days": days})
    return found
