"""Who may do what, as data: the navigation, every page and every action ask this one table."""

from dataclasses import dataclass

from dashboard.errors import NotAllowed

READING = frozenset({"tickets.read", "metrics.read", "data.read"})
# Who calls customers sees numbers and addresses whole (`contacts.reveal`); the others their last four digits.
CALLING = frozenset({"contacts.read", "contacts.reveal", "contacts.record"})

WORKING = frozenset({"tickets.read", "metrics.read", "tickets.export", "tickets.flag"}) | CALLING
LEADING = READING | WORKING | {"tickets.undo", "contacts.undo", "data.rollback"}

PERMISSIONS: dict[str, frozenset[str]] = {
    "manager": LEADING,
    "staff": WORKING,
    "ombudsman": READING | {"tickets.export", "contacts.read"},
    "administrator": LEADING,
}
"""Role → what it may do. A permission is named ``<thing>.<verb>``."""


@dataclass(frozen=True)
class Actor:
    """The person at the screen: a name for the audit, a role for the permissions."""

    name: str
    role: str

    def may(self, permission: str) -> bool:
        """True where the actor's role holds the permission; an unknown role holds none."""
        return permission in PERMISSIONS.get(self.role, frozenset())


def require(actor: Actor, permission: str) -> None:
    """Raise ``NotAllowed`` unless the actor may; it does not say whether the thing asked for exists."""
    if not actor.may(permission):
        raise NotAllowed("error.not_allowed", role=actor.role, permission=permission)
