"""Who may do what, as data: the navigation, every page and every action ask this one table."""

from dataclasses import dataclass

from dashboard.errors import NotAllowed
from dashboard.spelling import goes_by

READING = frozenset({"tickets.read", "metrics.read", "data.read"})
# Who calls customers sees numbers and addresses whole (`contacts.reveal`); the others their last four digits.
CALLING = frozenset({"contacts.read", "contacts.reveal", "contacts.record"})

# Everybody may bring a case or a denúncia to the ombudsman; that shows nobody what became of it.
BRINGING = frozenset({"cases.open", "denunciations.open", "feedback.enter"})
HANDLING = frozenset({"cases.read", "cases.read_aggregates", "cases.handle", "cases.answer_area", "feedback.classify"})
# Which of the two sees a denúncia is written in it: the ombudsman, or the deputy to whom it was handed.
DENUNCIATIONS = frozenset({"denunciations.read", "denunciations.handle"})

# One person's data on request, and their erasure: for whoever answers for the data, not for whoever works with them.
ANSWERING = frozenset({"privacy.export", "privacy.erase"})

WORKING = frozenset({"tickets.read", "metrics.read", "tickets.export", "tickets.flag"}) | CALLING | BRINGING
# Exports come in, statuses get their meaning, and the way back.
LOADING = frozenset({"data.import", "data.map", "data.rollback"})
LEADING = READING | WORKING | LOADING | {"tickets.undo", "contacts.undo", "cases.read_aggregates"}
# Who was where and saw what, and all that people recorded, is for whoever answers for the access, not for superiors.
ADMINISTERING = frozenset({"audit.read", "audit.export", "desk.export"})
HEARING = READING | BRINGING | HANDLING | DENUNCIATIONS | {"tickets.export", "contacts.read"}

PERMISSIONS: dict[str, frozenset[str]] = {
    "manager": LEADING,
    "staff": WORKING | {"cases.answer_area"},
    "ombudsman": HEARING,
    "deputy": HEARING,
    "administrator": LEADING | ANSWERING | ADMINISTERING,
}
"""Role → what it may do. A permission is named ``<thing>.<verb>``."""


@dataclass(frozen=True)
class Actor:
    """The person at the screen: a name for the audit, a role for the permissions, an address where they sign in."""

    name: str
    role: str
    email: str = ""

    def may(self, permission: str) -> bool:
        """True where the actor's role holds the permission; an unknown role holds none."""
        return permission in PERMISSIONS.get(self.role, frozenset())

    def is_one_of(self, *names: str | None) -> bool:
        """True where one of these names or addresses is the actor's own."""
        return any(goes_by(signed, *names) for signed in (self.name, self.email))


COMMAND_LINE = "administrator"
"""The role of the command line: whoever can read the data folder can read all in it, and answers for that."""
NOBODY = Actor("", "")
"""Who is not signed in: may do nothing."""


def require(actor: Actor, permission: str) -> None:
    """Raise ``NotAllowed`` unless the actor may; it does not say whether the thing asked for exists."""
    if not actor.may(permission):
        raise NotAllowed("error.not_allowed", role=actor.role, permission=permission)
