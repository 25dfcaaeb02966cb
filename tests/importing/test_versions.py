"""Two imports at once, an import killed at any moment, a pointer that moved: the data stay whole."""

import multiprocessing
import os
import signal
import time

import duckdb
import pytest

from dashboard import importing
from dashboard.errors import ImportRefused, StoreError
from dashboard.importing.publishing import warehouse
from dashboard.store import versions
from tests.importing.support import HEAD, ask, run, settings, tickets, write

STEPS = ("unpacking", "reading", "dates", "mapping", "merging", "facts", "publishing")
spawned = multiprocessing.get_context("spawn")


def ticket_file(folder, number: int):
    return write(folder / f"{number}" / "tickets.csv", f"{HEAD}\n{number},new,2026-01-02\n")


def import_one(file, data_dir) -> None:
    run("canonical", file, data_dir)


def stop_at(file, data_dir, step: str) -> None:
    """Import, and kill this very process when the step begins."""

    def progress(now: str, share: float) -> None:
        if now == step:
            os.kill(os.getpid(), signal.SIGKILL)

    run("canonical", file, data_dir, progress=progress)


def hold(file, data_dir, ready, go) -> None:
    """Import, waiting in the middle until told to go on."""

    def progress(now: str, share: float) -> None:
        if now == "merging":
            ready.set()
            go.wait(20)

    run("canonical", file, data_dir, progress=progress)


def test_two_imports_at_once_lose_nothing(tmp_path):
    """Imports of other processes wait for one another, and every ticket of each is there."""
    jobs = [spawned.Process(target=import_one, args=(ticket_file(tmp_path, n), tmp_path / "data")) for n in (1, 2, 3)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join(60)
    assert [job.exitcode for job in jobs] == [0, 0, 0]
    assert [row[0] for row in tickets(tmp_path / "data")] == ["1", "2", "3"]


def test_a_second_import_says_that_it_waits_or_is_refused(tmp_path):
    """While one import runs, another is told so and waits, or is refused with no wait."""
    ready, go = spawned.Event(), spawned.Event()
    job = spawned.Process(target=hold, args=(ticket_file(tmp_path, 1), tmp_path / "data", ready, go))
    job.start()
    assert ready.wait(30)
    with pytest.raises(ImportRefused) as refused:
        run("canonical", ticket_file(tmp_path, 2), tmp_path / "data", wait=False)
    assert refused.value.key == "error.import_running"
    told: list[str] = []

    def progress(step: str, share: float) -> None:
        told.append(step)
        go.set()

    run("canonical", ticket_file(tmp_path, 2), tmp_path / "data", progress=progress)
    job.join(30)
    assert told[0] == "waiting"
    assert [row[0] for row in tickets(tmp_path / "data")] == ["1", "2"]


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_import_changes_nothing(tmp_path, step):
    """kill -9 at any step leaves the current data as they were; the next import clears what is left over."""
    data = tmp_path / "data"
    run("canonical", ticket_file(tmp_path, 1), data)
    stamp = versions.pointed_stamp(data)
    job = spawned.Process(target=stop_at, args=(ticket_file(tmp_path, 2), data, step))
    job.start()
    job.join(60)
    assert job.exitcode == -signal.SIGKILL
    assert versions.pointed_stamp(data) == stamp
    assert [row[0] for row in tickets(data)] == ["1"]
    run("canonical", ticket_file(tmp_path, 3), data)
    assert [row[0] for row in tickets(data)] == ["1", "3"]
    assert list(data.glob(f"{warehouse.LEFTOVERS}2*")) == []


def test_a_pointer_that_moved_is_never_overwritten(tmp_path):
    """An import whose starting point is no longer current is refused, and its file removed."""
    data = tmp_path / "data"
    run("canonical", ticket_file(tmp_path, 1), data)
    run("canonical", ticket_file(tmp_path, 2), data)

    def progress(step: str, share: float) -> None:
        if step == "publishing":
            older = versions.kept(data)[1]
            versions._point(data, older.stamp)

    with pytest.raises(StoreError) as refused:
        run("canonical", ticket_file(tmp_path, 3), data, progress=progress)
    assert refused.value.key == "error.pointer_moved"
    assert len(versions.kept(data)) == 2
    assert [row[0] for row in tickets(data)] == ["1"]


def test_old_versions_are_pruned(tmp_path):
    """Only the newest versions are kept, as many as the settings say."""
    for number in range(7):
        run("canonical", ticket_file(tmp_path, number), tmp_path / "data")
        time.sleep(0.002)
    assert len(versions.kept(tmp_path / "data")) == settings().imports.keep_warehouses
    assert ask(tmp_path / "data", "select count(*) from imports") == [(7,)]


def spoil(data) -> None:
    write(versions.current(data).path, b"no warehouse")


def remove(data) -> None:
    versions.current(data).path.unlink()


GARBAGE = (b"", b"{", b"\xff\xfe", b"[]", b'{"stamp": null}')


@pytest.mark.parametrize("damage", [spoil, remove])
def test_an_import_without_any_readable_version_starts_empty(tmp_path, damage):
    """Where the only version is damaged or gone, an import starts empty and says so."""
    data = tmp_path / "data"
    assert not run("canonical", ticket_file(tmp_path, 1), data).was_damaged
    damage(data)
    report = run("canonical", ticket_file(tmp_path, 2), data)
    assert (report.published, report.was_damaged, report.started_from) == (True, True, None)
    assert [row[0] for row in tickets(data)] == ["2"]


@pytest.mark.parametrize("damage", [spoil, remove])
def test_an_import_on_a_damaged_version_starts_from_the_newest_readable(tmp_path, damage):
    """Where older versions can be read, an import starts from the newest of them and says which; rebuild refuses."""
    data = tmp_path / "data"
    for number in (1, 2, 3):
        run("canonical", ticket_file(tmp_path, number), data)
    older = versions.kept(data)[1].stamp
    damage(data)
    with pytest.raises(StoreError):
        importing.rebuild(data, settings())
    told = run("canonical", ticket_file(tmp_path, 4), data).to_dict()
    assert (told["was_damaged"], told["started_from"]) == (True, older)
    assert [row[0] for row in tickets(data)] == ["1", "2", "4"]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_a_damaged_pointer_is_no_dead_end(tmp_path, garbage):
    """With garbage in the pointer file an import starts from the newest version, and the way back works."""
    data = tmp_path / "data"
    for number in (1, 2):
        run("canonical", ticket_file(tmp_path, number), data)
    newest, oldest = [version.stamp for version in versions.kept(data)]
    for stamp, expected in ((None, newest), (oldest, oldest)):
        write(data / versions.POINTER, garbage)
        assert versions.rollback(data, stamp).stamp == expected == versions.pointed_stamp(data)
    write(data / versions.POINTER, garbage)
    assert run("canonical", ticket_file(tmp_path, 3), data).started_from == newest
    assert [row[0] for row in tickets(data)] == ["1", "2", "3"]


def test_a_damaged_pointer_that_was_repaired_meanwhile_is_not_overwritten(tmp_path):
    """An import that began on a damaged pointer is refused where the pointer is whole when it ends."""
    data = tmp_path / "data"
    run("canonical", ticket_file(tmp_path, 1), data)
    stamp = versions.pointed_stamp(data)
    write(data / versions.POINTER, b"{")

    def progress(step: str, share: float) -> None:
        if step == "publishing":
            versions._point(data, stamp)

    with pytest.raises(StoreError) as refused:
        run("canonical", ticket_file(tmp_path, 2), data, progress=progress)
    assert refused.value.key == "error.pointer_moved"
    assert versions.pointed_stamp(data) == stamp


def test_the_way_back_passes_over_damaged_versions(tmp_path):
    """Without a stamp, rollback takes the newest older version that can be read."""
    data = tmp_path / "data"
    for number in (1, 2, 3):
        run("canonical", ticket_file(tmp_path, number), data)
    _, middle, oldest = versions.kept(data)
    write(middle.path, b"no warehouse")
    assert versions.rollback(data).stamp == oldest.stamp


def altered(data, statement: str) -> None:
    with duckdb.connect(str(versions.current(data).path)) as connection:
        connection.execute(statement)


def test_a_version_of_a_newer_program_is_refused(tmp_path):
    """Data in a format newer than the program are refused by import and rebuild."""
    data = tmp_path / "data"
    run("canonical", ticket_file(tmp_path, 1), data)
    altered(data, "update warehouse_info set schema_version = 99")
    for attempt in (
        lambda: run("canonical", ticket_file(tmp_path, 2), data),
        lambda: importing.rebuild(data, settings()),
    ):
        with pytest.raises(ImportRefused) as refused:
            attempt()
        assert refused.value.key == "error.schema_newer"
    write(data / versions.POINTER, b"{")
    with pytest.raises(ImportRefused) as refused:
        run("canonical", ticket_file(tmp_path, 2), data)
    assert refused.value.key == "error.schema_newer"


def test_a_version_of_an_older_program_is_carried_over(tmp_path):
    """An older format is rebuilt: what both know is copied, what is new is empty."""
    data = tmp_path / "data"
    run("canonical", ticket_file(tmp_path, 1), data)
    altered(data, "update warehouse_info set schema_version = 0; alter table tickets drop column service")
    assert importing.needs_rebuild(data, settings())
    importing.rebuild(data, settings())
    assert not importing.needs_rebuild(data, settings())
    assert tickets(data, "ticket_id, service") == [("1", None)]
