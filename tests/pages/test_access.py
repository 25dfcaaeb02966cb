"""Role × page and role × export: allowed or refused, as the table written by hand says."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.roles import PERMISSIONS
from dashboard.ui.reader import navigation
from tests.access import matrix
from tests.pages.conftest import Open

REFUSAL = text.say("error.not_allowed", "pt-BR")


def is_refused(app: AppTest) -> bool:
    """True where the page says that the role may not, and shows nothing of it."""
    refused = [one.value for one in app.error] == [REFUSAL]
    assert not refused or not (app.metric or app.dataframe or app.get("download_button") or app.get("plotly_chart"))
    return refused


def test_the_table_knows_every_page_and_role() -> None:
    """A new page, or a new role, is a new row or column of the table."""
    assert set(matrix.rows(matrix.PAGES)) == {entry.key for entry in navigation.TABLE}
    assert set(matrix.ROLES) == set(PERMISSIONS)


@pytest.mark.parametrize(("page", "role", "may"), matrix.cells(matrix.PAGES))
def test_who_may_open_which_page(open_page: Open, page: str, role: str, may: bool) -> None:
    """By its address, whatever the menu shows; the menu offers what may be opened and nothing else."""
    app = open_page(page, role=role)
    assert not app.exception
    assert is_refused(app) != may


@pytest.mark.parametrize(("page", "role", "may"), matrix.cells(matrix.PAGES))
def test_the_menu_offers_what_may_be_opened(page: str, role: str, may: bool) -> None:
    """The same table decides; pages that are no part of the menu stay out of it for everybody."""
    entry = navigation.ENTRIES[page]
    assert (entry.needs in PERMISSIONS[role]) == may


@pytest.mark.parametrize("page", [entry.key for entry in navigation.TABLE])
def test_an_unknown_role_opens_nothing(open_page: Open, page: str) -> None:
    """A role that the table does not know holds no permission."""
    assert is_refused(open_page(page, role="nobody"))
