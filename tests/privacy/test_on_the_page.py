"""One person's data on the Data page: for whoever answers for it, and for nobody else."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ui.reader import data
from dashboard.ui.upkeep import person_data
from tests.pages.conftest import ENTRY
from tests.privacy.test_erasing import EMAIL, clear_bytes, conclude, data_dir, export  # noqa: F401

Visit = Callable[[str], AppTest]


@pytest.fixture
def visit(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:  # noqa: F811
    """``visit(role)`` opens the Data page."""
    conclude(data_dir)
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(data_dir))

    def visited(role: str) -> AppTest:
        app = AppTest.from_file(ENTRY, default_timeout=60)
        app.session_state["actor.role"] = role
        app = app.run().switch_page("pages/data.py").run()
        assert not app.exception
        return app

    yield visited
    data.store().close()
    data._stores.pop(data_dir.resolve(), None)


def test_others_do_not_see_it(visit: Visit):
    """A manager reads the Data page without the panel."""
    app = visit("manager")
    assert person_data.WANTED not in {one.key for one in app.text_input}


def test_an_administrator_erases_from_the_page(visit: Visit, data_dir: Path):  # noqa: F811
    """Found, confirmed by the key, gone; the page goes on showing the data."""
    app = visit("administrator")
    app = app.text_input(key=person_data.WANTED).set_value(EMAIL).run()
    app.text_input(key="person.reason").set_value("Art. 18")
    app.date_input(key="person.requested_on").set_value(date(2026, 3, 1))
    app.text_input(key="person.typed").set_value("helpdesk/customer/c1")
    app = next(one for one in app.button if "person.erase" in (one.key or "")).click().run()
    assert not app.exception
    assert not app.error
    assert app.success
    assert clear_bytes(data_dir) == set()
