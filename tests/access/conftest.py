"""The planted data under one store, and every page of it as any role."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ui.reader import data
from tests.access import everything, planted
from tests.pages.conftest import ENTRY

NAMES = {"manager": "Chefe", "staff": "Ana", "ombudsman": "Olga", "deputy": "Dora", "administrator": "Root"}
Visit = Callable[..., AppTest]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The planted data, under the one store of the process."""
    made = (tmp_path_factory.mktemp("planted") / "data").resolve()
    planted.make(made)
    yield made
    if made in data._stores:
        data._stores.pop(made).close()


@pytest.fixture
def visit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """``visit("ticket", "staff", id="anas")`` opens a page as a role; its files are then in ``everything.EXPORTS``."""
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(folder))
    everything.record_exports(monkeypatch)

    def visited(page: str, role: str, **address: str) -> AppTest:
        app = AppTest.from_file(ENTRY, default_timeout=30)
        app.session_state["actor.role"], app.session_state["actor.name"] = role, NAMES.get(role, "Eva")
        app.run()
        for name, value in address.items():
            app.query_params[name] = value
        everything.EXPORTS.clear()
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        return app

    return visited
