"""A page asked for while as many queries run as may: it says that the dashboard is busy, and shows no number."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.store.gate import Gate
from dashboard.ui.reader import data
from tests import desks
from tests.pages.conftest import ENTRY

Visit = Callable[[str, str], AppTest]


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """``visit("queue", "en")`` opens a page over a small real store."""
    folder = desks.make((tmp_path / "data").resolve())
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(folder))

    def visited(page: str, language: str) -> AppTest:
        app = AppTest.from_file(ENTRY, default_timeout=60)
        app.session_state["actor.role"] = "administrator"
        app.run()
        app.query_params["lang"] = language
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        return app

    yield visited
    data._stores.pop(folder).close()
    data.forget()


def said(app: AppTest) -> str:
    return " ".join(one.value for one in [*app.error, *app.warning, *app.info])


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("page", ["queue", "status", "stale", "contacts", "audit"])
def test_a_busy_dashboard_says_so_on_the_page(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, page: str, language: str
) -> None:
    """In the reader's language; a moment later the same page is there, and nothing of the failure was remembered."""
    visit("search", language)
    limits = data.store().settings.limits.model_copy(update={"queries_waiting": 0})
    full = Gate(limits)
    monkeypatch.setattr(data.store(), "gate", full)
    data.forget()
    with ExitStack() as running:
        for _ in range(limits.queries_at_once):
            running.enter_context(full.turn())
        app = visit(page, language)
        assert text.say("error.busy", language) in said(app)
        assert not [one for one in app.metric if one.value not in ("–", "")]
        assert full.turned_down
    assert text.say("error.busy", language) not in said(visit(page, language))
