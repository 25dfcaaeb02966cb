"""The dashboard over an export full of attacks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import importing
from dashboard import settings as settings_file
from dashboard.ui.reader import data
from dashboard.ui.upkeep import first_run
from tests.attacks import hostile

ENTRY = Path(__file__).parents[2] / "streamlit_app.py"


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the hostile export imported, as an import does it."""
    folder = tmp_path_factory.mktemp("attacked")
    data_dir = folder / "data"
    data_dir.mkdir()
    importing.run("canonical", [hostile.write(folder / "export")], data_dir, settings_file.load(), instance="hostile")
    return data_dir


@pytest.fixture
def app(attacked: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The whole app over it, from its entry."""
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(attacked))
    monkeypatch.setattr(data, "_stores", {})
    monkeypatch.setattr(first_run, "ensure_data", lambda: None)
    data.forget()
    yield AppTest.from_file(str(ENTRY), default_timeout=60)
    for store in data._stores.values():
        store.close()
    data.forget()
