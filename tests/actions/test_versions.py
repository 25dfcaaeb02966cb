"""Going back to an older version: who may, what is written, what stays when it fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import settings as settings_file
from dashboard.actions import versions as action
from dashboard.errors import NotAllowed, StoreError
from dashboard.roles import PERMISSIONS, Actor
from dashboard.store import tables, versions
from dashboard.store.engine import Store
from tests.desks import written_in
from tests.support import make_warehouse

MANAGER = Actor("Ana", "manager")
TICKETS = {"tickets": [{"ticket_id": "1", "raw_status": "Open", "opened_at": "2026-01-05T12:00:00Z"}]}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two versions, the newer one current, and the desk open."""
    for _ in range(2):
        make_warehouse(tmp_path, TICKETS, {"Open": ("new", None)}, "2026-01-06T12:00:00Z").close()
    opened = Store(tmp_path, settings_file.load(), with_desk=True)
    yield opened
    opened.close()


def audit(store: Store) -> list:
    with store.transaction() as desk:
        return desk.execute(written_in(tables.audit)).all()


def test_going_back_moves_the_pointer_and_leaves_one_row(store: Store) -> None:
    """Who, in which role, from which version to which."""
    newer, older = versions.kept(store.data_dir)
    action.rollback(store, MANAGER, older.stamp)
    assert versions.pointed_stamp(store.data_dir) == older.stamp
    rows = audit(store)
    assert len(rows) == 1
    assert (rows[0].actor, rows[0].role, rows[0].action) == ("Ana", "manager", "data.rollback")
    assert newer.stamp in rows[0].before
    assert older.stamp in rows[0].after


@pytest.mark.parametrize("role", [role for role, may in PERMISSIONS.items() if "data.rollback" not in may] + ["nobody"])
def test_a_role_without_the_permission_changes_nothing(store: Store, role: str) -> None:
    """The action checks again, whatever the page showed."""
    here = versions.pointed_stamp(store.data_dir)
    with pytest.raises(NotAllowed):
        action.rollback(store, Actor("Eva", role), versions.kept(store.data_dir)[1].stamp)
    assert versions.pointed_stamp(store.data_dir) == here
    assert not audit(store)


def test_an_unknown_version_leaves_no_trace(store: Store) -> None:
    """The audit row is undone with the failed move."""
    here = versions.pointed_stamp(store.data_dir)
    with pytest.raises(StoreError):
        action.rollback(store, MANAGER, "20200101T000000000000Z")
    assert versions.pointed_stamp(store.data_dir) == here
    assert not audit(store)
