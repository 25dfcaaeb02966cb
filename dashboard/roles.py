"""Who may do what, as data: the navigation, every page and every action ask this one table."""

from dataclasses import dataclass

from dashboard.errors import NotAllowed

READING = frozenset({"tickets.read", "metrics.read", "data.read"})

PERMISSIONS: dict[str, frozenset[str]] = {
    "manager": READING | {"tickets.export", "tickets.flag", "tickets.undo", "contacts.read", "data.rollback"},
    "staff": frozenset({"tickets.read", "metrics.read", "tickets.export", "tickets.flag", "contacts.read"}),
    "ombudsman": READING | {"tickets.export"},
    "administrator": READING | {"tickets.export", "tickets.flag", "tickets.undo", "contacts.read", "data.rollback"},
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
