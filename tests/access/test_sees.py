"""Role × page × what may be seen there: planted data appear for whom the table written by hand allows, nobody else."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from tests.access import everything, matrix, planted
from tests.access.conftest import Visit
from tests.pages.test_working import pick

WHOLE = {"period": "all"}
PLACES: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("overview", WHOLE),
    "overview_of_another": ("overview", {**WHOLE, "agents": "a2"}),
    "my_queue": ("my_queue", {"me": "helpdesk~a1"}),
    "queue": ("queue", WHOLE),
    "status": ("status", WHOLE),
    "response": ("response", WHOLE),
    "response_work": ("response", {**WHOLE, "view": "work"}),
    "response_teams": ("response", {**WHOLE, "view": "teams", "team": "agent"}),
    "stale": ("stale", WHOLE),
    "stale_theirs": ("stale", {**WHOLE, "owes": "theirs"}),
    "rights": ("rights", WHOLE),
    "satisfaction": ("satisfaction", {**WHOLE, "by": "agent"}),
    "tickets": ("tickets", {**WHOLE, "list": "tickets/now"}),
    "rated": ("tickets", {**WHOLE, "list": "tickets/rated"}),
    "rated_of_another": ("tickets", {**WHOLE, "list": "tickets/rated", "agents": "a2"}),
    "search": ("search", {"q": "site"}),
    "ticket": ("ticket", {"id": "anas"}),
    "ticket_solved": ("ticket", {"id": "solved"}),
    "contacts": ("contacts", {}),
    "record": ("contacts", {}),
    "calls": ("contacts", {"view": "calls"}),
    "changes": ("contacts", {"view": "changes"}),
    "single_points": ("contacts", {"view": "single_points"}),
    "cases": ("ombudsman", {}),
    "case": ("ombudsman", {}),
    "denunciation": ("ombudsman", {}),
    "to_read": ("ombudsman", {**WHOLE, "view": "to_read"}),
    "comment": ("ombudsman", {**WHOLE, "view": "to_read"}),
    "figures": ("ombudsman", {**WHOLE, "view": "figures"}),
    "recommendations": ("ombudsman", {"view": "recommendations"}),
    "praises": ("ombudsman", {"view": "praises"}),
    "data": ("data", {}),
    "import": ("data", {"view": "import"}),
    "statuses": ("data", {"view": "statuses"}),
    "schedule": ("data", {"view": "schedule"}),
    "versions": ("data", {"view": "versions"}),
    "audit": ("audit", {}),
}
"""Place → page and address."""
PICKED = {
    "record": ("records_list", "customer_name"),
    "case": ("cases_list", "protocol"),
    "denunciation": ("denunciations_list", "protocol"),
    "comment": ("feedback_to_read", "comment"),
}
"""Place → the list, and the column, whose first row is opened at the side."""
RIGHT = {"numbers_in_texts": "whole_phone_numbers", "numbers_in_records": "whole_phone_numbers"}
"""Sign → the line of the table that says who sees it, where it is called otherwise."""
MAY = {(what, role) for what, role, may in matrix.cells(matrix.SEES) if may}
OPENS = {(page, role) for page, role, may in matrix.cells(matrix.PAGES) if may}
SHOWN = {line.split()[0]: set(line.split()[1:]) - {"-"} for line in matrix.SHOWS.strip().splitlines()}


@pytest.fixture
def content(visit: Visit, request: pytest.FixtureRequest) -> str:
    """All that the role is given at the place: the page, and the files that it offers."""
    place, role = request.param
    page, address = PLACES[place]
    app = visit(page, role, **address)
    if place in PICKED and app.dataframe:
        app = _picked(app, *PICKED[place])
    assert not app.exception
    return everything.on_screen(app) + everything.in_files()


def _picked(app: AppTest, table: str, column: str) -> AppTest:
    known = [one.proto.id.split("-", 2)[-1] for one in app.dataframe]
    return pick(app, table, cells=[(0, column)]) if any(key.startswith(f"table.{table}") for key in known) else app


def signs(place: str, role: str) -> dict[str, str]:
    """Line of the table → what would be seen there of it."""
    found = {name: sign for name, sign in planted.SIGNS.items() if not name.startswith("denunciations")}
    holder = role if role == "deputy" else "ombudsman"
    found["denunciations"] = planted.SIGNS[f"denunciations_of_{holder}"]
    if "ratings_of_every_agent" not in SHOWN[place]:
        del found["ratings_of_every_agent"]  # the name of a ticket's agent is no rating
    elif place == "overview_of_another":
        found["ratings_of_every_agent"] = re.escape(text.say("metric.csat.label", "pt-BR"))
    if place == "audit":
        found |= {"cases": "RECLAMO-DO-ROUBO", "denunciations": "PROPINA", "protocols_in_the_audit": r"2026-00000[123]"}
    return found


def test_the_table_knows_every_place() -> None:
    """A place of the table is looked at, each line of what is seen stands somewhere, and no page is left out."""
    assert set(SHOWN) == set(PLACES)
    assert {RIGHT.get(one, one) for shown in SHOWN.values() for one in shown} == set(matrix.rows(matrix.SEES))
    assert {page for page, _ in PLACES.values()} == set(matrix.rows(matrix.PAGES))


@pytest.mark.parametrize(
    ("content", "place", "role"),
    [((place, role), place, role) for place in PLACES for role in matrix.ROLES],
    indirect=["content"],
    ids=[f"{place}-{role}" for place in PLACES for role in matrix.ROLES],
)
def test_who_sees_what_where(content: str, place: str, role: str) -> None:
    """On the page, in its help, figures, address and files: what the role may see, and nothing more."""
    may = {one for one in SHOWN[place] if (RIGHT.get(one, one), role) in MAY and (PLACES[place][0], role) in OPENS}
    assert {name for name, sign in signs(place, role).items() if re.search(sign, content)} == may
    other = "ombudsman" if role == "deputy" else "deputy"
    if place != "audit":
        assert not re.search(planted.SIGNS[f"denunciations_of_{other}"], content)


@pytest.mark.parametrize("sign", planted.SIGNS)
def test_the_search_finds_what_it_looks_for(sign: str) -> None:
    """However it is written: a sign that matched nothing would let everything pass."""
    written = f"+55 11 98765-4321 {planted.TEXT_EMAIL} 5511954321098 2026-000001 2026-000002 2026-000003 Bruno"
    assert re.search(planted.SIGNS[sign], written)
