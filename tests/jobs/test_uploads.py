"""An export brought in from a page: checked, imported, refused, ended; its files never stay, and nothing is half."""

import io
import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard import importing, jobs
from dashboard import settings as settings_file
from dashboard.actions import imports as action
from dashboard.actions.imports import Wishes
from dashboard.errors import ActionRefused, NotAllowed, heard
from dashboard.importing.report import Report
from dashboard.jobs import state, uploads
from dashboard.roles import PERMISSIONS, Actor
from dashboard.store import versions
from dashboard.store.engine import Store
from tests.jobs.support import ANA, BIA, NO_TABLE, audit, ended, given, left_over, until

TOLD = {"upload/asked.json", "upload/outcome.json", "upload/progress.json", "upload/alive.lock"}
"""What is known of a job after its end."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty data folder with its desk open."""
    folder = tmp_path.resolve()
    opened = Store(folder, settings_file.load(), with_desk=True)
    yield opened
    standing = jobs.look(folder)
    if standing and standing.is_running:
        jobs.abandon(folder, standing.asked.job_id)
    ended(folder)
    opened.close()


def checked(store: Store, **wishes) -> state.Standing:
    action.upload(store, ANA, given(), Wishes(**wishes))
    return ended(store.data_dir)


def test_a_check_changes_nothing_and_says_what_an_import_does(store: Store) -> None:
    """The report of the check and the one of the import tell the same rows; only the second publishes."""
    standing = checked(store)
    assert standing.awaits_decision
    assert versions.pointer(store.data_dir) is None
    action.go_on(store, BIA, "import", standing.asked.job_id, Wishes())
    done = ended(store.data_dir)
    before, after = (Report.from_dict(one.told["report"]) for one in (standing, done))
    assert (before.published, after.published) == (False, True)
    assert (before.files, before.rejected, before.unknown_statuses) == (
        after.files,
        after.rejected,
        after.unknown_statuses,
    )
    assert after.total("read") == 3
    assert versions.pointer(store.data_dir) == after.stamp
    assert set(left_over(store.data_dir)) <= TOLD


def test_uploaded_bytes_are_readable_by_this_user_alone(store: Store) -> None:
    """While they wait for a decision: the folder is closed to others, and no file bears a name from outside."""
    action.upload(store, ANA, given(name="../../etc/cron.d/evil.csv"), Wishes())
    standing = ended(store.data_dir)
    folder = state.folder_of(store.data_dir)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [one.name for one in (folder / state.FILES).iterdir()] == ["000001"]
    assert standing.asked.files == ("evil.csv",)
    assert not (store.data_dir.parent / "etc").exists()


def test_a_file_that_is_no_export_is_refused_in_words_and_can_be_tried_again(store: Store) -> None:
    """The problem has its key and facts; the files wait for another try, nothing was published."""
    action.upload(store, ANA, given(NO_TABLE, "outra.csv"), Wishes())
    standing = ended(store.data_dir)
    assert standing.ending == "refused"
    assert [heard(one).key for one in standing.told["problems"]] == ["error.auto_none"]
    assert standing.awaits_decision
    action.go_on(store, ANA, "check", standing.asked.job_id, Wishes(source="canonical"))
    again = ended(store.data_dir)
    assert [heard(one).key for one in again.told["problems"]] == ["error.nothing_recognised"]
    assert versions.pointer(store.data_dir) is None


def test_what_was_wished_reaches_the_import(store: Store) -> None:
    """The name in the data and the moment of the export, on the company's clock."""
    standing = checked(store, instance=" Loja A ", exported_at=datetime(2026, 3, 5, 9, 0))  # noqa: DTZ001
    action.go_on(
        store, ANA, "import", standing.asked.job_id, action.Wishes("auto", "Loja A", standing.asked.exported_at)
    )
    report = Report.from_dict(ended(store.data_dir).told["report"])
    assert report.instance == "Loja A"
    assert datetime.fromisoformat(report.exported_at) == datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wishes", "key"),
    [
        (Wishes(source="/etc"), "error.source_unknown"),
        (Wishes(source="queries/sources/canonical"), "error.source_unknown"),
        (Wishes(exported_at=datetime(2199, 1, 1, tzinfo=UTC)), "error.exported_in_future"),
        (Wishes(instance="a/b"), "error.instance_name"),
    ],
)
def test_wishes_that_cannot_be_are_refused(store: Store, wishes: Wishes, key: str) -> None:
    """A source is a name and never a place on the disk; the future holds no export."""
    action.upload(store, ANA, given(), wishes)
    standing = ended(store.data_dir)
    assert [one["key"] for one in standing.told["problems"]] == [key]


def test_nothing_or_too_much_is_refused_before_anything_is_written(store: Store) -> None:
    """No file, or more than the setting allows."""
    with pytest.raises(ActionRefused, match=r"error\.upload_nothing"):
        action.upload(store, ANA, [], Wishes())
    small = store.settings.imports.model_copy(update={"upload_limit_mb": 1})
    store.settings = store.settings.model_copy(update={"imports": small})
    with pytest.raises(ActionRefused, match=r"error\.upload_large"):
        action.upload(store, ANA, [("a.csv", io.BytesIO(b"x" * 2**20)), ("b.csv", io.BytesIO(b"x"))], Wishes())
    assert jobs.look(store.data_dir) is None
    assert not audit(store)


@pytest.mark.parametrize("role", [role for role, may in PERMISSIONS.items() if "data.import" not in may] + ["nobody"])
def test_a_role_without_the_permission_changes_nothing(store: Store, role: str) -> None:
    """Each act asks again, whatever the page showed."""
    eva = Actor("Eva", role)
    standing = checked(store)
    before, job = len(audit(store)), standing.asked.job_id
    acts = (
        lambda: action.upload(store, eva, given(), Wishes()),
        lambda: action.go_on(store, eva, "import", job, Wishes()),
        lambda: action.rebuild(store, eva),
        lambda: action.abandon(store, eva, job),
        lambda: action.discard(store, eva, job),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert jobs.look(store.data_dir) == standing
    assert len(audit(store)) == before


def test_the_audit_says_who_which_files_and_what_came_of_it_and_no_content(store: Store) -> None:
    """Two rows per job, the second with the version that was published."""
    standing = checked(store)
    action.go_on(store, BIA, "import", standing.asked.job_id, Wishes())
    stamp = ended(store.data_dir).told["report"]["stamp"]
    until(lambda: len(audit(store)) == 4)
    rows = audit(store)
    assert [(row.actor, row.action) for row in rows] == [
        ("Ana", "data.check"), ("Ana", "data.check.end"), ("Bia", "data.import"), ("Bia", "data.import.end"),
    ]  # fmt: skip
    assert json.loads(rows[2].after)["files"] == ["tickets.csv"]
    assert json.loads(rows[3].after)["stamp"] == stamp
    assert "Segredo" not in "".join(f"{row.before}{row.after}" for row in rows)


def test_the_second_one_is_told_who_came_first(store: Store) -> None:
    """While it runs, and while its files wait: the name and the time, and the first one's files stay."""
    with versions.import_lock(store.data_dir):
        standing = checked(store)
        with pytest.raises(ActionRefused, match=r"error\.upload_waits") as waiting:
            action.upload(store, BIA, given(NO_TABLE), Wishes())
        action.go_on(store, ANA, "import", standing.asked.job_id, Wishes())
        with pytest.raises(ActionRefused, match=r"error\.job_running") as running:
            action.upload(store, BIA, given(NO_TABLE), Wishes())
        with pytest.raises(ActionRefused, match=r"error\.job_running"):
            action.rebuild(store, BIA)
    for refused in (waiting, running):
        assert refused.value.facts["actor"].name == "Ana"
    assert ended(store.data_dir).ending == "done"


def test_a_decision_about_other_files_than_were_read_is_refused(store: Store) -> None:
    """Who looks at an older report does not publish what another one uploaded since."""
    standing = checked(store)
    action.discard(store, BIA, standing.asked.job_id)
    action.upload(store, BIA, given(), Wishes())
    ended(store.data_dir)
    with pytest.raises(ActionRefused, match=r"error\.upload_gone"):
        action.go_on(store, ANA, "import", standing.asked.job_id, Wishes())
    action.discard(store, ANA, standing.asked.job_id)
    assert jobs.look(store.data_dir).asked.actor == "Bia"


def test_discarded_files_are_gone(store: Store) -> None:
    """Nothing of the upload is left."""
    action.discard(store, ANA, checked(store).asked.job_id)
    assert jobs.look(store.data_dir) is None
    assert left_over(store.data_dir) == []


def test_files_that_nobody_decides_about_are_deleted_in_time(store: Store) -> None:
    """After the hours of the setting, without anybody's doing."""
    soon = store.settings.imports.model_copy(update={"upload_kept_hours": 0.2 / 3600})
    store.settings = store.settings.model_copy(update={"imports": soon})
    action.upload(store, ANA, given(), Wishes())
    until(lambda: jobs.look(store.data_dir) is None)
    assert left_over(store.data_dir) == []


def waiting_import(store: Store) -> str:
    """An import that waits for the lock, which the test holds."""
    standing = checked(store)
    action.go_on(store, ANA, "import", standing.asked.job_id, Wishes())
    until(lambda: jobs.look(store.data_dir).progress.step == "waiting")
    return jobs.look(store.data_dir).asked.job_id


def test_an_abandoned_import_leaves_nothing(store: Store) -> None:
    """Ended by somebody else: told as such, the data as they were, no file left."""
    with versions.import_lock(store.data_dir):
        job = waiting_import(store)
        action.abandon(store, BIA, "another job")
        assert jobs.look(store.data_dir).is_running
        action.abandon(store, BIA, job)
        standing = ended(store.data_dir)
    assert (standing.ending, standing.told["has_moved"], standing.has_files) == ("abandoned", False, False)
    assert versions.pointer(store.data_dir) is None
    assert set(left_over(store.data_dir)) <= TOLD


def test_a_process_that_dies_is_told_and_takes_nothing_down(store: Store) -> None:
    """As where memory ran out: the page says so, the files are gone, the next upload works."""
    with versions.import_lock(store.data_dir):
        waiting_import(store)
        jobs.running._running[store.data_dir].kill()
        standing = ended(store.data_dir)
    assert (standing.ending, standing.told["code"], standing.has_files) == ("failed", -9, False)
    assert checked(store).ending == "done"


def test_an_import_by_command_is_known_while_it_runs(tmp_path: Path) -> None:
    """User and time while the lock is held; a note that a killed one left is not believed."""
    from dashboard.importing.publishing import holding

    with versions.import_lock(tmp_path), holding.noted(tmp_path):
        kept = (tmp_path / holding.NOTE).read_text(encoding="utf-8")
        assert importing.holder(tmp_path).user
    assert importing.holder(tmp_path) is None
    (tmp_path / holding.NOTE).write_text(kept, encoding="utf-8")
    assert importing.holder(tmp_path) is None


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("tickets.csv", "tickets.csv"),
        ("C:\\exports\\a.csv", "a.csv"),
        ("../../x/..", "?"),
        ("", "?"),
        ("a\u202egpj.csv\n", "agpj.csv"),
        ("<img src=x>.csv", "<img src=x>.csv"),
    ],
)
def test_a_name_is_shown_and_never_a_path(given_name: str, shown: str) -> None:
    """The last part alone, without signs that cannot be seen."""
    assert uploads.name_of(given_name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    """The ending says what the file is."""
    name = uploads.name_of("a" * 400 + ".csv")
    assert len(name) <= uploads.LONGEST_NAME
    assert name.endswith("….csv")
