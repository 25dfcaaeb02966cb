"""The audit's page: its filters narrow the list, the pages follow, and the file is the narrowed list."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.actions import audit
from dashboard.roles import Actor
from dashboard.ui.reader import data
from tests import desks
from tests.access import everything
from tests.pages.conftest import ENTRY

HEADING = text.say("column.audit_subject", "pt-BR")


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """Thirty looks of Ana and twenty exports of Bruno, today, and one row of March."""
    folder = desks.make((tmp_path / "data").resolve())
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(folder))
    everything.record_exports(monkeypatch)
    for place in range(30):
        audit.noted(data.store(), Actor("Ana", "staff"), "look.ticket", f"ticket helpdesk/{place:02}")
    for place in range(20):
        audit.noted(data.store(), Actor("Bruno", "manager"), "export.csv", f"tickets {place:02}")
    opened = AppTest.from_file(ENTRY, default_timeout=30)
    opened.session_state["actor.role"], opened.session_state["actor.name"] = "administrator", "Root"
    yield opened.run().switch_page("pages/audit.py").run()
    data._stores.pop(folder).close()


def shown(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["audit_subject"]) if app.dataframe else []


def rerun(app: AppTest) -> AppTest:
    everything.EXPORTS.clear()
    app.run()
    assert not app.exception
    return app


def exported() -> list[str]:
    """The subjects in the file that the page offers now."""
    made = dict(everything.EXPORTS)["download.csv.audit"]().decode("utf-8-sig")
    return [row[HEADING] for row in csv.DictReader(made.splitlines(), delimiter=";")]


def test_a_person_and_a_kind(app: AppTest) -> None:
    """Chosen from those who stand in it, in the reader's words; the file holds what the list holds, all of it."""
    assert app.selectbox(key="audit.person").options == ["Ana", "Bruno"]
    app.selectbox(key="audit.person").set_value("Bruno")
    assert shown(rerun(app)) == [f"tickets {place:02}" for place in reversed(range(20))]
    assert exported() == [f"tickets {place:02}" for place in reversed(range(20))]
    app.selectbox(key="audit.kind").set_value("look")
    assert shown(rerun(app)) == []
    assert not everything.EXPORTS


def test_words_and_days(app: AppTest) -> None:
    """The subject is searched, blanks around the words aside; the days are the company's, first and last included."""
    app.text_input(key="audit.words").set_value(" HELPDESK/1 ")
    assert shown(rerun(app)) == [f"ticket helpdesk/1{place}" for place in reversed(range(10))]
    assert exported() == [f"ticket helpdesk/1{place}" for place in reversed(range(10))]
    app.text_input(key="audit.words").set_value("")
    app.date_input(key="audit.days").set_value((date(2026, 3, 3), date(2026, 3, 3)))
    assert len(rerun(app).dataframe[0].value) == 1
    app.date_input(key="audit.days").set_value((date(2026, 3, 2), date(2026, 3, 4)))
    assert len(rerun(app).dataframe[0].value) == 1
    app.date_input(key="audit.days").set_value((date(2026, 3, 4), date(2026, 3, 4) + timedelta(days=1)))
    assert shown(rerun(app)) == []


def test_it_is_read_and_searched_in_the_readers_words(app: AppTest) -> None:
    """A record, somebody without a name, nothing before: in words, in the list of names as well; found by them too.

    The file keeps what was before and after as it is kept.
    """
    local, told = Actor("local", "manager"), {"rows": 2}
    audit.noted(data.store(), local, "look.record", "contacts helpdesk/7", **told)
    app.run()
    assert app.selectbox(key="audit.person").options == ["Ana", "Bruno", "alguém sem nome"]
    app.text_input(key="audit.words").set_value("Cadastro helpdesk/7")
    assert shown(rerun(app)) == ["contacts helpdesk/7"]
    made = dict(everything.EXPORTS)["download.csv.audit"]().decode("utf-8-sig")
    row = next(csv.DictReader(made.splitlines(), delimiter=";"))
    names = ("actor", "audit_subject", "audit_before", "audit_after")
    said = [row[text.say(f"column.{name}", "pt-BR")] for name in names]
    assert said == ["alguém sem nome", "cadastro helpdesk/7", "", '{"rows": 2}']


def test_the_second_page_goes_on_where_the_first_ends(app: AppTest) -> None:
    """Twenty-five rows each; the file holds all of them; another choice begins at the first page again."""
    app.selectbox(key="audit.kind").set_value("look")
    first = shown(rerun(app))
    pager = next(key for key in app.session_state if str(key).startswith("pager.audit"))
    app.session_state[pager] = 2
    second = shown(rerun(app))
    assert [len(first), len(second)] == [25, 5]
    assert first + second == [f"ticket helpdesk/{place:02}" for place in reversed(range(30))]
    assert exported() == first + second
    app.selectbox(key="audit.person").set_value("Ana")
    assert shown(rerun(app)) == first
