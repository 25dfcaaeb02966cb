"""What leaves a trace of answering for one person's data: that it was handed over, and to which request."""

from dashboard.actions.audit import allow, written
from dashboard.roles import Actor
from dashboard.store.engine import Store
from dashboard.store.persons import Person

PERMISSION, ERASE = "privacy.export", "privacy.erase"


def handed_over(store: Store, actor: Actor, person: Person, rows: int) -> None:
    """Write that everything held about the person was put into one file. Raises ``NotAllowed``."""
    allow(store, actor, PERMISSION)
    subject = subject_of(person)
    with store.transaction() as desk:
        written(desk, actor, PERMISSION, subject=subject, before={}, after={"rows": rows})


def may_erase(store: Store, actor: Actor, person: Person) -> None:
    """Raise ``NotAllowed`` for a role that may not erase, and note the refusal; an erasure writes its own row."""
    allow(store, actor, ERASE, subject_of(person))


def subject_of(person: Person) -> str:
    """How the audit names a person: by their id in the helpdesk, never by their name."""
    return f"{person.kind} {person.source}/{person.person_id}"
