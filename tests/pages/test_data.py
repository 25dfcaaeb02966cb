"""The Data page over a real store: upload, check, import, statuses, rejected rows, the schedule; who may do what."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import importing, jobs, text
from dashboard import settings as settings_file
from dashboard.actions import statuses as status_action
from dashboard.errors import ActionRefused, NotAllowed
from dashboard.roles import PERMISSIONS, Actor
from dashboard.store import versions
from dashboard.ui.reader import data
from dashboard.ui.upkeep import first_run, rejected
from tests.jobs.support import ANA, NO_TABLE, TICKETS, audit, ended
from tests.pages.conftest import ENTRY
from tests.pages.test_working import button, keys, said

Visit = Callable[..., AppTest]
LEADING = [role for role, may in PERMISSIONS.items() if "data.import" in may]
OTHERS = [role for role, may in PERMISSIONS.items() if "data.read" in may and "data.import" not in may]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one imported export: a status that nothing maps, a row set aside."""
    folder = tmp_path_factory.mktemp("data_page") / "data"
    export = folder.parent / "tickets.csv"
    export.write_bytes(TICKETS)
    importing.run("canonical", [export], folder, settings_file.load(), instance="Loja A")
    return folder


@pytest.fixture
def visit(imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """``visit("import", role="manager")`` opens that part of the page."""
    folder = (tmp_path / "data").resolve()
    shutil.copytree(imported, folder)
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(folder))

    def visited(view: str = "trust", role: str = "manager", **address: str) -> AppTest:
        app = AppTest.from_file(ENTRY, default_timeout=30)
        app.session_state["actor.role"] = role
        app.session_state["actor.name"] = "Ana"
        app.run()
        for key, value in {"view": view, "lang": "en", **address}.items():
            app.query_params[key] = value
        app = app.switch_page("pages/data.py").run()
        assert not app.exception
        return app

    yield visited
    standing = jobs.look(folder)
    if standing and standing.is_running:
        jobs.abandon(folder, standing.asked.job_id)
    ended(folder)
    data.store().close()
    data._stores.pop(folder, None)


def upload(app: AppTest, content: bytes = TICKETS, name: str = "tickets.csv") -> AppTest:
    app.file_uploader[0].upload(name, content, "text/csv").run()
    return button(app, "upload.check").click().run()


def after(app: AppTest) -> AppTest:
    """The page once the job has ended: in a browser it is drawn anew by itself."""
    ended(data.folder())
    data.store().refresh()
    return app.run()


def starting(app: AppTest, beginning: str):
    return next(one for one in app.button if one.key and one.key.startswith(beginning))


def test_a_right_file_is_checked_read_and_imported(visit: Visit) -> None:
    """The check's report and its decision; then the version, still told to somebody who comes later."""
    app = after(upload(visit("import")))
    told = " ".join(said(app, "success") + [one.proto.body for one in app.get("html")])
    assert "It could be imported" in told
    assert "Escalonado N3: 2" not in told
    assert "tickets.csv" in told
    before = versions.pointer(data.folder())
    after(starting(app, "upload.import.").click().run())
    later = visit("import", role="administrator")
    assert versions.pointer(data.folder()) != before
    assert any("Published as version" in one for one in said(later, "success"))
    assert later.file_uploader[0].value in (None, [])


def test_the_button_waits_for_a_file(visit: Visit) -> None:
    """An empty upload cannot be sent."""
    assert button(visit("import"), "upload.check").disabled


def test_a_wrong_file_is_refused_in_the_words_of_the_catalogue(visit: Visit) -> None:
    """What is wrong and what to do; nothing was changed, and importing is not offered."""
    before = versions.pointer(data.folder())
    app = after(upload(visit("import"), NO_TABLE, "<b>outra<b>.csv"))
    assert any("1 problem found" in one for one in said(app, "error"))
    listed = " ".join(one.proto.body for one in app.get("html"))
    assert "&lt;b&gt;outra&lt;b&gt;.csv" in listed
    assert "<b>outra" not in listed
    assert not [key for key in keys(app) if key and key.startswith("upload.import.")]
    assert [key for key in keys(app) if key and key.startswith("upload.again.")]
    assert versions.pointer(data.folder()) == before


def test_the_second_one_sees_who_imports_since_when_and_can_end_it(visit: Visit) -> None:
    """No second form; the name, the file and the way to stop it, also told on the other parts of the page."""
    first = after(upload(visit("import")))
    with versions.import_lock(data.folder()):
        starting(first, "upload.import.").click().run()
        second = visit("import", role="administrator")
        assert any("tickets.csv" in one and "Ana" in one for one in said(second, "text"))
        assert not second.file_uploader
        assert any("Ana" in one for one in said(visit("versions"), "info"))
        button(second, "job.abandon").click().run()
    assert any("stopped by somebody" in one for one in said(after(second), "warning"))


@pytest.mark.parametrize("role", OTHERS)
def test_who_may_not_import_sees_no_control_for_it(visit: Visit, role: str) -> None:
    """A sentence instead; neither form nor schedule, nor statuses to choose, nor whole rejected rows."""
    app = visit("import", role=role)
    assert not app.file_uploader
    assert said(app, "info")
    assert not visit("schedule", role=role).code
    assert "statuses.save" not in keys(visit("statuses", role=role))
    assert not [one for one in visit("trust", role=role).get("download_button") if "rejected" in one.key]


def choose(app: AppTest, beginning: str, state: str) -> AppTest:
    box = next(one for one in app.selectbox if beginning in (one.key or ""))
    return box.set_value(state).run()


def states(app: AppTest) -> dict[str, str]:
    frame = app.dataframe[-1].value
    return dict(zip(frame["raw_status"], frame["state"], strict=True))


def test_a_status_is_mapped_on_the_spot_and_changed_later(visit: Visit) -> None:
    """Saved in the settings, applied by a rebuild; later another state, then what the source says."""
    app = choose(visit("statuses"), "Escalonado N3", "on_hold")
    app = after(button(app, "statuses.save").click().run())
    assert states(visit("statuses"))["Escalonado N3"] == "on_hold"
    assert settings_file.load(data.folder()).statuses == {"Loja A": {"Escalonado N3": "on_hold"}}
    rows = [row for row in audit(data.store()) if row.action == "data.map"]
    assert (json.loads(rows[0].before), json.loads(rows[0].after)) == (
        {"Escalonado N3": None}, {"Escalonado N3": "on_hold"},
    )  # fmt: skip
    app = choose(visit("statuses"), "Escalonado N3", "as_source")
    after(button(app, "statuses.save").click().run())
    assert states(visit("statuses"))["Escalonado N3"] == "unknown"


def test_saving_nothing_says_so(visit: Visit) -> None:
    """No file is written, nothing is rebuilt."""
    app = button(visit("statuses"), "statuses.save").click().run()
    assert said(app, "error")
    assert jobs.look(data.folder()) is None
    assert not settings_file.own_file(data.folder()).exists()


def test_the_act_itself_refuses_who_may_not_map_and_what_is_no_state(visit: Visit) -> None:
    """Whatever a page shows: role, state, and a job in the way are asked for again; the settings stay."""
    visit("statuses")
    store = data.store()
    for role in {*PERMISSIONS, "nobody"} - set(LEADING):
        with pytest.raises(NotAllowed):
            status_action.map_statuses(store, Actor("Eva", role), "Loja A", {"Escalonado N3": "closed"})
    with pytest.raises(Exception, match="settings_value"):
        status_action.map_statuses(store, ANA, "Loja A", {"Escalonado N3": "nonsense"})
    with versions.import_lock(data.folder()):
        status_action.imports.rebuild(store, ANA)
        with pytest.raises(ActionRefused, match="job_running"):
            status_action.map_statuses(store, ANA, "Loja A", {"Escalonado N3": "closed"})
    assert not settings_file.own_file(data.folder()).exists()
    assert [row.action for row in audit(store) if row.action == "data.map"] == []


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_rejected_rows_go_out_whole_with_reason_and_advice(visit: Visit, language: str) -> None:
    """File, row, rule, why and what to do in the reader's language; a cell that would run is text."""
    visit("trust", lang=language)
    made = rejected.sheet(language)
    row = dict(zip(made.headings, made.rows[0], strict=True))
    assert row[text.say("column.row_number", language)] == 4
    assert row[text.say("column.reject_reason", language)] == text.say("import.rule.id-missing", language)
    assert row[text.say("column.reject_advice", language)] == text.say("import.todo.id-missing", language)
    assert row["subject"] == "'=cmd()"


def test_the_trend_shows_a_check_from_version_to_version(visit: Visit) -> None:
    """After a second version there is a figure with its finding, the same counts as a table, and the examples."""
    assert not visit("trust").get("plotly_chart")
    importing.rebuild(data.folder(), settings_file.load())
    data.store().refresh()
    app = visit("trust")
    assert len(app.get("plotly_chart")) == 1
    told = " ".join(one.proto.body for one in app.get("html"))
    assert text.say("quality.statuses_unknown.title", "en") in told
    assert "<li>Escalonado N3</li>" in told


def test_versions_say_what_made_them_and_a_damaged_one_cannot_be_chosen(visit: Visit) -> None:
    """Import or rebuild, tickets, and no button where going back would fail."""
    importing.rebuild(data.folder(), settings_file.load())
    (data.folder() / "warehouse-20250101T000000000000Z-000000000000.duckdb").write_bytes(b"no database")
    app = visit("versions")
    lines = said(app, "text")
    assert any("figures worked out anew · 2 tickets" in one for one in lines)
    assert any("import of Loja A · 2 tickets" in one for one in lines)
    assert any("cannot be read" in one for one in lines)
    assert len([key for key in keys(app) if key and key.startswith("rollback.")]) == 1


def test_the_schedule_names_this_installation(visit: Visit) -> None:
    """The data folder and the source of the last import stand in the service and in the line for cron."""
    codes = [one.value for one in visit("schedule").code]
    for made in (codes[0], codes[-1]):
        assert str(data.folder()) in made
        assert "import canonical" in made
        assert "Loja A" in made


def test_a_first_start_offers_an_upload_or_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without data the same form stands there; what it imports is then shown."""
    folder = (tmp_path / "fresh").resolve()
    folder.mkdir()
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(folder))
    monkeypatch.undo()
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(folder))
    first_run._tidied.discard(folder)
    app = AppTest.from_file(ENTRY, default_timeout=30)
    app.session_state["actor.name"] = "Ana"
    app.run()
    assert app.title[0].value == text.say("ui.first_run.welcome", "pt-BR")
    assert "first_run.demo" in keys(app)
    app = after(upload(app))
    after(starting(app, "upload.import.").click().run())
    assert app.title[0].value == text.say("page.overview.title", "pt-BR")
    data.store().close()
    data._stores.pop(folder, None)
