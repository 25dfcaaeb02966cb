"""One server of each kind for the tests of a worker, and imports that stop before their facts."""

import pytest

from dashboard.importing import running
from dashboard.importing.publishing import warehouse
from tests.servers.mariadb import MariaDB
from tests.servers.postgres import Postgres


@pytest.fixture(scope="session")
def mariadb():
    server = MariaDB()
    yield server
    server.close()


@pytest.fixture(scope="session")
def postgres():
    server = Postgres()
    yield server
    server.close()


@pytest.fixture(scope="module")
def without_facts():
    """Canonical tables are compared: what is built on them afterwards would only take time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouse, "build", lambda *_: None)
        patch.setattr(warehouse, "check", lambda *_: None)
        patch.setattr(running.quality, "measure", lambda *_: None)
        yield
