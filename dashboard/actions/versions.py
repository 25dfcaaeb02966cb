"""Going back to an older version of the data, from the screen."""

from dashboard.actions.audit import allow, written
from dashboard.roles import Actor
from dashboard.store import versions
from dashboard.store.engine import Store
from dashboard.store.versions import Version

PERMISSION = "data.rollback"


def rollback(store: Store, actor: Actor, stamp: str) -> Version:
    """Make the version with that stamp the current one and write who did it.

    Raises ``NotAllowed`` for a role without ``data.rollback``, ``StoreError`` where there is no such version.
    The audit row is written only if the move succeeds, and undone if it cannot be written.
    """
    allow(store, actor, PERMISSION)
    before = versions.pointer(store.data_dir)
    with store.transaction() as desk:
        written(desk, actor, "data.rollback", subject="warehouse", before={"stamp": before}, after={"stamp": stamp})
        return versions.rollback(store.data_dir, stamp)
