"""Real exports, imported once per run from the folder beside the project; skipped where it is absent."""

from pathlib import Path

import pytest

from dashboard import clock, importing, settings
from dashboard.store.engine import Store

EXPORTS = Path(__file__).parents[3] / "shared" / "exports"


@pytest.fixture(scope="session")
def exports() -> Path:
    if not EXPORTS.exists():
        pytest.skip("the real exports are not beside the project (../shared/exports)")
    return EXPORTS


@pytest.fixture(scope="session")
def imported(exports, tmp_path_factory):
    """Name of a source → a reader on a warehouse that holds its real export alone."""
    stores: dict[str, Store] = {}

    def store_of(source: str, path: str | None = None) -> Store:
        if source not in stores:
            data_dir = tmp_path_factory.mktemp(source)
            in_force = settings.load()
            importing.run(source, [exports / (path or source)], data_dir, in_force, now=clock.instant())
            stores[source] = Store(data_dir, in_force, with_desk=False)
        return stores[source]

    return store_of
