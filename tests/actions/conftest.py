"""A small helpdesk with one ticket in each turn, and the desk open."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard import clock
from dashboard import settings as settings_file
from dashboard.store.engine import Store
from tests.actions import desk_of_cases
from tests.actions.helpdesk import EXPORTED, STATUSES, TICKETS, canonical
from tests.support import make_warehouse


@pytest.fixture
def publish(tmp_path: Path) -> Callable[..., None]:
    """``publish(*tickets)`` makes a new version with exactly these tickets."""

    def published(*tickets: dict, exported_at: str = EXPORTED) -> None:
        make_warehouse(tmp_path, canonical(*tickets), STATUSES, exported_at).close()

    return published


@pytest.fixture
def store(tmp_path: Path, publish: Callable[..., None]) -> Iterator[Store]:
    """The four tickets, and the desk open for writing."""
    publish(*TICKETS)
    opened = Store(tmp_path, settings_file.load(), with_desk=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def helpdesk_of_cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of ``desk_of_cases``, to be copied."""
    folder = tmp_path_factory.mktemp("cases") / "data"
    desk_of_cases.warehouse(folder)
    return folder


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> desk_of_cases.Clock:
    """The clock's hands, to be set."""
    made = desk_of_cases.Clock()
    monkeypatch.setattr(clock, "instant", made.instant)
    return made


@pytest.fixture
def office(tmp_path: Path, helpdesk_of_cases: Path, hands: desk_of_cases.Clock) -> Iterator[Store]:
    """The ombudsman's desk, empty, over that helpdesk."""
    shutil.copytree(helpdesk_of_cases, tmp_path, dirs_exist_ok=True)
    opened = Store(tmp_path, desk_of_cases.settings(), with_desk=True)
    yield opened
    opened.close()
