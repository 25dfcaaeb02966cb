"""Every page in every state: loaded, empty, failed, not in this source; in both languages."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.errors import StoreError
from dashboard.ui.reader import data
from tests.pages import fakes
from tests.pages.conftest import PAGES, Open

REPORTING = (
    "overview",
    "my_queue",
    "queue",
    "status",
    "response",
    "stale",
    "contacts",
    "rights",
    "satisfaction",
    "ombudsman",
    "data",
)
CHARTS = {
    "overview": 2,
    "queue": 5,
    "status": 3,
    "response": 1,
    "stale": 3,
    "contacts": 2,
    "rights": 1,
    "satisfaction": 3,
    "ombudsman": 6,
    "data": 1,
}
KPIS = {
    "overview": 6,
    "my_queue": 6,
    "queue": 4,
    "status": 4,
    "response": 5,
    "stale": 4,
    "contacts": 3,
    "satisfaction": 4,
    "ombudsman": 6,
    "data": 0,
}
HIDDEN = {"overview": 1, "response": 2, "data": 2}
"""The 9-in-10 stands beside the median, not by itself; statuses have a view of their own."""
LISTS = {"stale": 1, "contacts": 1, "rights": 2, "satisfaction": 1}
"""Panels that a page asks for beside its report, or shows one of many of."""
ONE_LINE = {"my_queue": 5, "overview": 1, "data": 2}
"""Panels that say in one line together that they are empty, or nothing: no incident is no news, and views aside."""
LANGUAGES = text.LANGUAGES
REFERENCE = re.compile(r"R-[2-9A-Z]{5}")


def words(app: AppTest) -> str:
    """All that the page says outside of tables and charts."""
    kinds = ("title", "header", "markdown", "caption", "text", "info", "warning", "error", "success", "metric", "html")
    found = [
        element for kind in kinds for element in app.get(kind) if "<style" not in str(getattr(element, "value", ""))
    ]
    return "\n".join(str(getattr(element, "value", "")) + str(getattr(element, "label", "")) for element in found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_full_page_shows_everything(open_page: Open, page: str, language: str) -> None:
    """No error, the title in the language, and one chart or table per panel."""
    app = open_page(page, lang=language)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == text.say(f"page.{page}.title", language)
    assert len(app.get("plotly_chart")) == CHARTS.get(page, 0)
    assert len(app.metric) == KPIS.get(page, 0)
    assert len(app.dataframe) > 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", REPORTING)
def test_a_failing_page_says_so_in_every_place(open_page: Open, page: str, language: str) -> None:
    """A failure is a sentence in the place of each number and picture, and never a zero."""
    app = open_page(page, change=fakes.failed, lang=language)
    sentence = text.say("ui.state.failed", language, problem=text.explain(fakes.BROKEN, language))
    parts = len(fakes.parts(getattr(fakes, page)())) + LISTS.get(page, 0) - HIDDEN.get(page, 0)
    assert [error.value for error in app.error].count(sentence) == parts
    assert not app.metric
    assert not app.get("plotly_chart")
    assert not app.dataframe
    assert not re.search(r"(?<![\d/:.])0(?![\d/:.])", words(app).replace(sentence, ""))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", REPORTING)
def test_an_empty_page_says_so(open_page: Open, page: str, language: str) -> None:
    """Nothing selected: a sentence per panel, a dash per number, no chart and no zero."""
    app = open_page(page, change=fakes.empty, lang=language)
    panels = sum(hasattr(part, "frame") for part in fakes.parts(getattr(fakes, page)()))
    panels += LISTS.get(page, 0) - ONE_LINE.get(page, 0)
    told = [info.value for info in app.info if info.value != text.say("ui.banner.demo", language)]
    assert len(told) == panels
    assert {metric.value for metric in app.metric} <= {"–"}
    assert not app.get("plotly_chart")
    assert not app.dataframe
    assert not app.error


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["overview", "queue", "status", "response", "stale"])
def test_a_filter_without_tickets_is_one_sentence(
    open_page: Open, store: fakes.FakeStore, page: str, language: str
) -> None:
    """No zero and no praise where nothing was selected: one sentence below the filter bar, and the bar stays."""
    store.selected = 0
    app = open_page(page, lang=language, departments="Nao Existe")
    told = [info.value for info in app.info if info.value != text.say("ui.banner.demo", language)]
    assert told == [text.say("ui.state.none_selected", language)]
    assert not app.exception
    assert not app.metric
    assert not app.dataframe
    assert not app.get("plotly_chart")
    assert app.selectbox(key="filter.period")


def test_a_count_that_fails_leaves_the_page_to_its_parts(
    open_page: Open, store: fakes.FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the selection is empty is then not known; each part says its own state."""

    def broken(*_: object) -> None:
        raise fakes.BROKEN

    monkeypatch.setattr(store, "frame", broken)
    app = open_page("overview", departments="Financeiro")
    assert not app.exception
    assert len(app.metric) == KPIS["overview"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["overview", "queue", "status", "response", "stale"])
def test_what_a_source_lacks_is_said(open_page: Open, page: str, language: str) -> None:
    """“Not in this source” stands in the place of what needs messages."""
    app = open_page(page, change=fakes.absent, lang=language)
    sentence = text.say("ui.state.absent", language, what=text.of("capability", "messages", language))
    assert sentence in [info.value for info in app.info]
    assert not app.metric
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_without_a_store_every_page_says_what_to_do(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, page: str, language: str
) -> None:
    """A desk held by another process, or no data yet: one sentence, no traceback."""
    problem = StoreError("error.no_data")

    def refuse() -> None:
        raise problem

    monkeypatch.setattr(data, "store", refuse)
    app = open_page(page, lang=language)
    assert [error.value for error in app.error] == [text.explain(problem, language)]
    assert not app.exception
    assert not app.metric


def test_a_defect_in_a_page_is_a_plain_sentence(open_page: Open, caplog: pytest.LogCaptureFixture) -> None:
    """What nobody foresaw is logged; the reader sees the reference by which the log has it, and no traceback."""

    def broken(part: object) -> object:
        return None

    app = open_page("queue", change=broken)
    logged = [text.say("ui.failed.unexpected", "pt-BR", reference=one) for one in REFERENCE.findall(caplog.text)]
    assert len(app.error) == 1
    assert app.error[0].value in logged
    assert not app.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_that_is_empty_or_unknown(open_page: Open, language: str) -> None:
    """No tickets, no list in the address, nothing searched: each has its sentence."""
    app = open_page("tickets", change=fakes.empty, lang=language)
    assert text.say("empty.tickets", language) in [info.value for info in app.info]
    app = open_page("tickets", lang=language, list="")
    assert text.say("ui.tickets.no_list", language) in [info.value for info in app.info]
    app = open_page("search", lang=language, q="")
    assert text.say("ui.search.nothing_asked", language) in [info.value for info in app.info]
