"""One server of each kind for the tests of a worker."""

import pytest

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
