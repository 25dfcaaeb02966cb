"""What leaves a trace of answering for one person's data: that it was handed over, and to which request."""

from dashboard.actions.audit import allow, written
from dashboard.roles import Actor
from dashboard.store.engine import Store
from dashboard.store.persons import Person

PERMISSION = "privacy.export"


def handed_over(store: Store, actor: Actor, person: Person, rows: int) -> None:
    """Write that everything held about the person was put into one file. Raises ``NotAllowed``."""
    allow(store, actor, PERMISSION)
    subject = f"{person.kind} {person.source}/{person.person_id}"
    with store.transaction() as desk:
        written(desk, actor, PERMISSION, subject=subject, before={}, after={"rows": rows})
