"""What leaves a trace of answering for one person's data: that it was handed over, and to which request."""

from dashboard.actions.audit import allow, written
from dashboard.roles import Actor
from dashboard.store.engine import Store
from dashboard.store.persons import Person

PERMISSION, ERASE = "privacy.export", "privacy.erase"


def handed_over(store: Store, actor: Actor, person: Person, rows: int) -> None:
    """Write that everything held about the person was put into one file. Raises ``NotAllowed``."""
    allow(store, actor, PERMISSION)
    subject = _named(person)
    with store.transaction() as desk:
        written(desk, actor, PERMISSION, subject=subject, before={}, after={"rows": rows})


def may_erase(store: Store, actor: Actor, person: Person) -> None:
    """Raise ``NotAllowed`` for a role that may not erase, and note the refusal; an erasure writes its own row."""
    allow(store, actor, ERASE, _named(person))


def _named(person: Person) -> str:
    return f"{person.kind} {person.source}/{person.person_id}"
