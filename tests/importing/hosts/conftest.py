"""The seeded helpdesk that the tests of a module are about, imported once."""

from pathlib import Path

import pytest

from dashboard.importing import Report
from tests.importing.hosts.support import PASSWORD, seeded, server_of
from tests.importing.live.support import read


@pytest.fixture(scope="module")
def imported(request, tmp_path_factory) -> tuple[Path, Report]:
    """The data folder and the report; the module says which helpdesk by ``SOURCE``."""
    source = request.module.SOURCE
    folder = tmp_path_factory.mktemp(source)
    address = seeded(request.getfixturevalue(server_of(source)), source, f"{source}_seeded")
    return folder, read(address, folder, source, PASSWORD)
