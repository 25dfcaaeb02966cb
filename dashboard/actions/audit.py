"""The audit row that every action leaves: who, in which role, what, about what, from what to what."""

import json
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from dashboard import clock
from dashboard.roles import Actor
from dashboard.store import tables


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
