"""A small demo, imported like any other export, for what every report must keep."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard import demo, importing, settings
from dashboard.store.engine import Store

AS_OF = datetime(2026, 11, 18, 14, 20, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """An export of the simulation and what it planted."""
    folder: Path = tmp_path_factory.mktemp("demo")
    truth = demo.write(folder, 3000, 5, AS_OF, settings.load(), None)
    return folder, truth


@pytest.fixture(scope="session")
def demo_store(demo_folder, tmp_path_factory):
    """A reader on a warehouse that holds the demo alone."""
    data_dir = tmp_path_factory.mktemp("data")
    in_force = settings.load()
    importing.run("canonical", [demo_folder[0]], data_dir, in_force, is_demo=True, now=AS_OF)
    store = Store(data_dir, in_force, with_desk=False)
    yield store
    store.close()
