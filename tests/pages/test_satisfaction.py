"""The satisfaction page: whose numbers are shown to whom, the search, and what is said about weak ground."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.reports import satisfaction
from dashboard.ui.reader import data
from tests.pages import fakes
from tests.pages.conftest import Open

AGENT_TABLE = "agent_name"


@pytest.fixture
def asked() -> list[tuple]:
    """What the report was asked about, beside the store."""
    return []


def opened(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, asked: list[tuple], name: str = "", **more: str
) -> AppTest:
    """The page for somebody who signs with that name; the report notes what it was asked."""
    app = open_page("satisfaction", **more)
    answer = satisfaction.report

    def noted(*about: object) -> object:
        asked.append(about[1:])
        return answer(*about)

    noted.__module__ = "satisfaction"
    monkeypatch.setattr(satisfaction, "report", noted)
    data.forget()
    app.session_state["actor.name"] = name
    for parameter in more.keys() & {"agents"}:
        app.query_params[parameter] = more[parameter]  # as whoever opens a link that was sent
    return app.run()


def comments_table(app: AppTest):
    return next(table for table in app.dataframe if "comment" in table.value.columns)


def test_who_leads_sees_every_agent_by_name(open_page, monkeypatch, asked) -> None:
    """No group is left out, the page says that nobody is ranked, and comments name whom they are about."""
    app = opened(open_page, monkeypatch, asked, by="agent")
    assert asked[-1][1:] == ("agent", None)
    assert text.say("ui.satisfaction.agents_all", "pt-BR") in [one.value for one in app.caption]
    assert AGENT_TABLE in comments_table(app).value.columns


@pytest.mark.parametrize(
    ("name", "only", "whose"), [("ana", "demo~a1", "own"), ("Quem?", "~", "unknown"), ("", "~", "unknown")]
)
def test_who_answers_sees_their_own_ratings_alone(open_page, monkeypatch, asked, name, only, whose) -> None:
    """Recognised by name or address; whoever is not recognised sees no agent at all, and how to be."""
    app = opened(open_page, monkeypatch, asked, name, role="staff", by="agent")
    assert asked[-1][1:] == ("agent", only)
    assert text.say(f"ui.satisfaction.agents_{whose}", "pt-BR") in [one.value for one in app.caption]
    assert AGENT_TABLE not in comments_table(app).value.columns


@pytest.mark.parametrize(
    ("name", "agents", "kept"), [("Ana", ["a2"], ("a1",)), ("Ana", ["a1"], ("a1",)), ("", ["a2", "a1"], ())]
)
def test_an_address_with_somebody_elses_name_shows_nobody_elses_numbers(
    open_page, monkeypatch, asked, name, agents, kept
) -> None:
    """The filter by agent is not offered to who answers, and one that was sent becomes their own."""
    opened(open_page, monkeypatch, asked, name, role="staff", agents=agents)
    assert asked[-1][0].agents == kept


def test_other_groupings_hide_nothing_from_who_answers(open_page, monkeypatch, asked) -> None:
    """Departments and channels are nobody's in particular."""
    opened(open_page, monkeypatch, asked, "Ana", role="staff", by="channel")
    assert asked[-1][1:] == ("channel", None)


def test_the_order_stands_in_the_address_and_the_search_does_not(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is asked for both; what is searched for may be a name, and leaves an address that came with it."""
    app = open_page("satisfaction", words="não demorou", order="worst")
    seen = []
    monkeypatch.setattr(satisfaction, "listing", lambda *about: seen.append(about[2:4]) or fakes.comments())
    data.forget()
    app.run()
    assert seen[-1] == ("não demorou", True)
    app.text_input(key="words").set_value("péssimo").run()
    assert "words" not in app.query_params
    assert app.query_params["order"] in ("worst", ["worst"])
    assert seen[-1] == ("péssimo", True)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_weak_ground_is_said(open_page: Open, language: str) -> None:
    """Scores without a date and helpdesks that do not say whom they asked; groups of few."""
    app = open_page("satisfaction", lang=language)
    told = [info.value for info in app.info]
    assert text.say("ui.satisfaction.undated", language, count=7, whole=310) in told
    assert text.say("ui.satisfaction.assumed", language, count=3) in told
    groups = next(table.value for table in app.dataframe if "response_ratio" in table.value.columns)
    few = text.say("ui.satisfaction.few", language)
    assert [few in name for name in groups["group_name"]] == [False, False, False, False, True]


def test_words_of_customers_are_not_obeyed(open_page: Open) -> None:
    """A comment stands in a cell as it was written, and a formula is text in the export."""
    app = open_page("satisfaction")
    assert comments_table(app).value["comment"][0] == "Demorou *muito* <script>alert(1)</script> [x](http://evil)"
