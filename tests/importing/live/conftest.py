"""Databases of the servers above, one for every test."""

import itertools

import pytest

from tests.importing.live import whmcs

NUMBERS = itertools.count(1)


@pytest.fixture(params=["mariadb", "postgres"])
def server(request):
    """Each of the two kinds of server in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def database(mariadb):
    """The name of a WHMCS database without tickets."""
    name = f"whmcs_{next(NUMBERS)}"
    whmcs.create(mariadb, name)
    yield name
    mariadb.run(f"drop database {name}")
