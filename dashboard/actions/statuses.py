"""Giving raw statuses a meaning from the screen: into the company's settings, and the facts anew under them."""

from collections.abc import Mapping

from dashboard import jobs, settings_writing
from dashboard.actions import imports
from dashboard.actions.audit import allow, written
from dashboard.errors import ActionRefused
from dashboard.roles import Actor
from dashboard.spelling import folded
from dashboard.store.engine import Store

PERMISSION = "data.map"


def map_statuses(store: Store, actor: Actor, source: str, wanted: Mapping[str, str | None]) -> None:
    """Say what statuses of a source stand for (``None``: what the source itself says), and rebuild.

    Raises ``NotAllowed``; ``ActionRefused`` where nothing changes or a job is in the way; ``SettingsError`` where the
    settings would not hold. In each case the settings are as they were.
    """
    allow(store, actor, PERMISSION)
    before = own(store, source)
    changes = {raw: state for raw, state in wanted.items() if before.get(folded(raw)) != state}
    if not changes:
        raise ActionRefused("error.statuses_unchanged")
    jobs.refuse_second(store.data_dir, store.settings.zone)
    with store.transaction() as desk:
        said = {raw: before.get(folded(raw)) for raw in changes}
        written(desk, actor, "data.map", subject=source, before=said, after=changes)
        store.settings = settings_writing.map_statuses(store.data_dir, source, changes)
    imports.begin_rebuild(store, actor)


def own(store: Store, source: str) -> dict[str, str]:
    """What the settings say of the statuses of a source, by their folded names."""
    said: dict[str, str] = {}
    for raw, state in store.settings.statuses.get(source, {}).items():
        said.setdefault(folded(raw), state)
    return said
