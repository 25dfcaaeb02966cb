"""What the command line may, and the trace it leaves: the roles' table and the pages' audit, here as well."""

import getpass
import time
from collections.abc import Callable

from dashboard.actions import audit
from dashboard.cli import door
from dashboard.cli.console import Command
from dashboard.errors import NotAllowed, StoreError
from dashboard.roles import COMMAND_LINE, Actor, require
from dashboard.store import desk
from dashboard.store.engine import Store

NEEDS = {
    "import": ("data.import",),
    "demo": ("data.import",),
    "rebuild": ("data.import",),
    "rollback": ("data.rollback",),
    "rejects": ("data.read", "contacts.reveal"),
    "versions": ("data.read",),
    "query": ("tickets.export", "contacts.reveal"),
    "desk backup": ("desk.export",),
    "desk export": ("desk.export",),
    "person export": ("privacy.export",),
    "person erase": ("privacy.erase",),
    "person finish": ("privacy.erase",),
    "person record": ("audit.read",),
}
"""Command → what it asks for; the others show nothing of anybody. Nothing is masked here, as it is on the pages."""
PATIENCE_SECONDS = 10
"""How long another command may hold the desk."""


def actor() -> Actor:
    """Whoever typed the command: the account of this machine."""
    return Actor(getpass.getuser(), COMMAND_LINE)


def allow(command: Command) -> None:
    """Raise ``NotAllowed`` unless the command may be run, and note the refusal."""
    words = [command.chosen.command, getattr(command.chosen, "action", None)]
    for needed in NEEDS.get(" ".join(word for word in words if word), ()):
        try:
            require(actor(), needed)
        except NotAllowed:
            noted(command, "access.refused", "", permission=needed)
            raise


def noted(command: Command, action: str, subject: str, **about: object) -> None:
    """Append a row to the audit, before what it tells of leaves the folder. Without a desk there is none to append to.

    Raises ``StoreError`` where the desk cannot be written: then nothing may leave either.
    """
    if (command.data_dir / desk.FILE).exists():
        _patiently(lambda: _note(command, action, subject, about))


def _note(command: Command, action: str, subject: str, about: dict[str, object]) -> None:
    app = door.running(command.data_dir, command.settings)
    if app:
        app.note(actor(), action, subject, about)
        return
    store = Store(command.data_dir, command.settings, with_desk=True)
    try:
        audit.noted(store, actor(), action, subject, **about)
    finally:
        store.close()


def _patiently(write: Callable[[], None]) -> None:
    """Once more while another process has the desk open: a command of a moment, or an app that is starting."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return write()
        except StoreError as error:
            if error.key != "error.desk_locked" or time.monotonic() > end:
                raise
        time.sleep(0.1)
