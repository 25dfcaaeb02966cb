"""Every page over a folder that holds a list of customers and no ticket: nothing breaks, and nothing is praised."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import importing, settings, text
from dashboard.ui.reader import data
from tests.pages.conftest import ENTRY
from tests.pages.test_pages import words

CLIENTES = 'customer_id,name,phone,email\n1,"Conceição, Ana",+55 71 3771 6705,ana@example.net\n2,Loja Sul Ltda,,\n'
ADDRESS = {
    "tickets": {"list": "tickets/now", "turns": "support"},
    "ticket": {"id": "1", "source": "contacts_br"},
    "search": {"q": "conceição"},
    "queue": {"period": "30d"},
    "status": {"sources": "contacts_br"},
    "data": {"view": "statuses"},
}
PANELS = {"overview": 9, "queue": 11, "status": 10, "stale": 8, "data": 2, "tickets": 1, "search": 1}
"""Numbers and panels that need tickets, each with its sentence."""
PRAISE = (
    "queue_order", "queue_by_department", "age_bands", "attention", "contradictions", "excluded_reasons",
    "unknown_statuses", "stalled_list", "silence_bands", "stalled_by_department", "stalled_over_time", "my_order",
    "expected_wait",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the two customers alone."""
    made = tmp_path_factory.mktemp("contacts")
    (made / "clientes.csv").write_text(CLIENTES, encoding="utf-8")
    report = importing.run("contacts_br", [made / "clientes.csv"], made / "data", settings.load())
    assert (report.total("read"), report.total("used")) == (2, 2)
    return made / "data"


@pytest.fixture
def visit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """``visit("queue", lang="en")`` opens a page over that folder."""
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(folder))

    def visited(page: str, **address: str) -> AppTest:
        app = AppTest.from_file(ENTRY, default_timeout=30)
        app.session_state["actor.role"] = "manager"
        app.run()
        for key, value in {**ADDRESS.get(page, {}), **address}.items():
            app.query_params[key] = value
        return app.switch_page(f"pages/{page}.py").run()

    yield visited
    data.store().close()
    data._stores.pop(folder.resolve(), None)


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("page", [*PANELS, "my_queue", "ticket"])
def test_a_page_without_tickets_says_so(visit: Callable[..., AppTest], page: str, language: str) -> None:
    """No failure, no number, no picture; each part that needs tickets says that they are not in this source."""
    app = visit(page, lang=language)
    assert not app.exception
    assert app.title[0].value == text.say(f"page.{page}.title", language)
    absent = text.say("ui.state.absent", language, what=text.of("capability", "tickets", language))
    assert [one.value for one in app.info].count(absent) == PANELS.get(page, 0)
    assert not app.metric
    assert not app.get("plotly_chart")
    said = words(app)
    assert [key for key in PRAISE if text.say(f"empty.{key}", language) in said] == []
    assert not re.search(r"(?<![\w/:.])0(?![\w/:.])", said)


def test_what_the_data_page_knows(visit: Callable[..., AppTest]) -> None:
    """The source with its contacts and without tickets, and its file row by row."""
    sources, _, files = (table.value for table in visit("data", view="trust").dataframe[:3])
    assert (sources["ticket_count"][0], sources["has_contacts"][0]) == (0, True)
    assert (files["read_count"][0], files["used_count"][0]) == (2, 2)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_records_need_no_ticket(visit: Callable[..., AppTest], language: str) -> None:
    """Two customers, one of whom nobody could reach: the page of the records says so, tickets or not."""
    app = visit("contacts", lang=language)
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["1", "1", "0"]
    assert list(app.dataframe[0].value["customer_name"]) == ["Loja Sul Ltda", "Conceição, Ana"]
