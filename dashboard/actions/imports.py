"""Bringing an export in from the screen: who may, what is written of it, and what happens to its files.

The work itself runs in a process of its own (``dashboard/jobs``); here it is asked for, ended and cleared away.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import uuid4

from dashboard import clock, jobs
from dashboard.actions.audit import allow, written
from dashboard.errors import ActionRefused
from dashboard.jobs import Asked, Standing, uploads
from dashboard.roles import Actor
from dashboard.store import versions
from dashboard.store.engine import Store

PERMISSION = "data.import"
SUBJECT = "warehouse"


@dataclass(frozen=True)
class Wishes:
    """How an export is to be read: as ``import`` on the command line takes it."""

    source: str = "auto"
    instance: str | None = None
    exported_at: datetime | None = None
    date_order: str | None = None


def upload(store: Store, actor: Actor, files: Sequence[tuple[str, BinaryIO]], wishes: Wishes) -> None:
    """Take the files and check them: what would happen, and nothing is changed. The check goes on by itself.

    Raises ``NotAllowed``, or ``ActionRefused`` where there is no file, too much of it, or another job in the way.
    """
    allow(store, actor, PERMISSION)
    if not files:
        raise ActionRefused("error.upload_nothing")
    uploads.refuse_large((stream.seek(0, 2) for _, stream in files), store.settings.imports.upload_limit_mb)
    jobs.refuse_second(store.data_dir, store.settings.zone)
    names = tuple(uploads.name_of(name) for name, _ in files)
    _launch(store, _asked(store, actor, "check", names, wishes), files)


def go_on(store: Store, actor: Actor, kind: str, job_id: str, wishes: Wishes) -> None:
    """Check the uploaded files again, or import and publish them. ``job_id`` names the check that somebody has read.

    Raises ``NotAllowed``, or ``ActionRefused`` where those files are not there any more.
    """
    allow(store, actor, PERMISSION)
    standing = jobs.look(store.data_dir)
    if standing is None or not standing.awaits_decision or standing.asked.job_id != job_id:
        raise ActionRefused("error.upload_gone")
    _launch(store, _asked(store, actor, kind, standing.asked.files, wishes))


def rebuild(store: Store, actor: Actor) -> None:
    """Build the facts anew under the present settings."""
    allow(store, actor, PERMISSION)
    begin_rebuild(store, actor)


def begin_rebuild(store: Store, actor: Actor) -> None:
    """The same, for an act that has asked for a permission of its own."""
    _launch(store, _asked(store, actor, "rebuild", (), Wishes()))


def abandon(store: Store, actor: Actor, job_id: str) -> None:
    """End what runs, whoever began it; the data stay as they are. Nothing happens where it has ended already."""
    allow(store, actor, PERMISSION)
    jobs.abandon(store.data_dir, job_id)
    _write(store, actor, "data.abandon", {"job": job_id})


def discard(store: Store, actor: Actor, job_id: str) -> None:
    """Delete the uploaded files that wait for a decision, or put away what a job came to."""
    allow(store, actor, PERMISSION)
    jobs.discard(store.data_dir, job_id)


def _asked(store: Store, actor: Actor, kind: Any, files: tuple[str, ...], wishes: Wishes) -> Asked:
    exported_at = wishes.exported_at
    if exported_at is not None and exported_at.tzinfo is None:
        exported_at = exported_at.replace(tzinfo=store.settings.zone)
    return Asked(
        job_id=uuid4().hex,
        kind=kind,
        actor=actor.name,
        role=actor.role,
        started_at=clock.instant(),
        files=files,
        source=wishes.source,
        instance=(wishes.instance or "").strip() or None,
        exported_at=exported_at,
        date_order=wishes.date_order,
        before=versions.pointer(store.data_dir),
    )


def _launch(store: Store, asked: Asked, files: Sequence[tuple[str, BinaryIO]] = ()) -> None:
    """Start it and write who did; what came of it is written when it has ended."""
    actor = Actor(asked.actor, asked.role)

    def ended(standing: Standing) -> None:
        if standing.awaits_decision:
            _forget_later(store, standing)
        _write(store, actor, f"data.{asked.kind}.end", {"job": asked.job_id, **_came_to(standing)})

    jobs.launch(store.data_dir, asked, files, ended)
    about = {"job": asked.job_id, "files": asked.files, "source": asked.source, "name": asked.instance}
    _write(store, actor, f"data.{asked.kind}", about, before={"stamp": asked.before})


def _came_to(standing: Standing) -> dict[str, Any]:
    report = standing.told.get("report") or {}
    return {"ending": standing.ending, "source": report.get("instance"), "stamp": report.get("stamp")}


def _forget_later(store: Store, standing: Standing) -> None:
    seconds = store.settings.imports.upload_kept_hours * 3600
    timer = threading.Timer(seconds, jobs.discard, (store.data_dir, standing.asked.job_id))
    timer.daemon = True
    timer.start()


def _write(store: Store, actor: Actor, action: str, after: Any, before: Any = None) -> None:
    with store.transaction() as desk:
        written(desk, actor, action, subject=SUBJECT, before=before, after=after)
