"""The page of response times: its sentence, what is not reached, its views, and whose line an agent sees."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.reports import response, response_teams, response_work
from dashboard.reports.base import Number, Panel
from dashboard.ui.reader import data
from tests.pages import fakes
from tests.pages.conftest import Open


def told(app: AppTest) -> str:
    """The sentence."""
    return next(one.value for one in app.markdown if text.say("ui.response.no_promise", "pt-BR") in one.value)


def test_the_sentence_says_the_period_and_what_is_not_reached(open_page: Open) -> None:
    """In the words of the chosen period: half answered, fewer than half solved, and that it is no promise."""
    said = told(open_page("response", period="3m"))
    assert said.startswith("**Nos últimos 3 meses, metade dos tickets por escrito teve a primeira resposta em até 2 h")
    assert "menos da metade foi resolvida até agora" in said


def test_the_sentence_names_the_departments_asked_for(open_page: Open) -> None:
    """And what is written there is text."""
    said = told(open_page("response", start="2026-10-01", end="2026-10-31", departments="Suporte *avançado*"))
    assert said.startswith("**De 01/10/2026 a 31/10/2026, metade dos tickets por escrito (Suporte \\*avançado\\*) teve")


def test_without_answers_in_the_source_the_solution_stands_alone(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No word about a first response that the source does not bring."""
    app = open_page("response", period="3m")
    found = fakes.response()
    found.response = replace(found.response, absent="responses", value=None)
    monkeypatch.setattr(response, "report", lambda *_: found)
    data.forget()
    said = told(app.run())
    assert "menos da metade dos tickets por escrito foi resolvida até agora" in said
    assert "primeira resposta" not in said


@pytest.mark.parametrize("brings", [True, False])
def test_only_what_the_source_can_tell_is_offered(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, brings: bool
) -> None:
    """Where no answers are in the source, the page opens on the solution and offers nothing that is not there."""
    app, wanted = open_page("response", measure="response"), []
    monkeypatch.setattr(response, "report", lambda *given: wanted.append(given[2]) or fakes.response())
    if not brings:
        known = data.store().info
        without = replace(known.sources[0], has=known.sources[0].has - {"responses"})
        monkeypatch.setattr(data.store(), "info", replace(known, sources=(without,)))
    data.forget()
    app.run()
    assert [one.measure for one in wanted] == ["response" if brings else "resolution"]
    switch = next(one for one in app.get("button_group") if one.key == "switch.measure")
    assert len(switch.options) == (2 if brings else 1)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_not_reached_is_said_and_few_are_said_to_be_few(open_page: Open, language: str) -> None:
    """In the number, in the small print beside the median, and in the table of groups."""
    app = open_page("response", lang=language)
    not_reached = text.say("ui.not_reached", language)
    assert not_reached in [metric.value for metric in app.metric]
    assert any(
        f"{text.say('metric.response_p90.label', language)}: {not_reached}" in str(one.value) for one in app.get("html")
    )
    groups = next(table.value for table in app.dataframe if "median_limits" in table.value.columns)
    assert text.say("figure.response.not_reached", language) in groups["median_limits"].iloc[1]
    assert text.say("ui.response.few_mark", language) in groups["response_group"].iloc[1]


def test_where_neither_is_reached_it_is_said_once(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the days not reached: that nine in ten are not either goes without saying."""
    app = open_page("response", view="work")
    found = fakes.response_work()
    for name in ("cleared", "cleared_p90"):
        setattr(found, name, replace(getattr(found, name), value=None, n=12, is_quantile=True))
    monkeypatch.setattr(response_work, "report", lambda *_: found)
    data.forget()
    app.run()
    assert text.say("ui.not_reached", "pt-BR") in [metric.value for metric in app.metric]
    small = " ".join(str(one.value) for one in app.get("html"))
    assert text.say("metric.wave_cleared_p90.label", "pt-BR") not in small


@pytest.mark.parametrize("clock", response.CLOCKS)
@pytest.mark.parametrize(
    ("language", "of_what"), [("pt-BR", "Entre os tickets por escrito"), ("en", "Among the written tickets")]
)
def test_nobody_left_out_is_said_of_written_tickets_alone(
    open_page: Open, language: str, of_what: str, clock: str
) -> None:
    """Thousands may have come by phone: of those the sentence says nothing."""

    def counted(part: Number | Panel) -> Number | Panel:
        if part.key != "naive_response":
            return part
        frame = part.frame.assign(ticket_count=55, clock=clock)
        return replace(part, frame=frame.fillna({"naive_calendar_seconds": 20000.0}))

    app = open_page("response", change=counted, lang=language)
    assert any(of_what in one.value for one in app.caption)


def test_the_switches_stand_in_the_address(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the report is asked for what they say; a value that nobody offers is the first one."""
    app = open_page("response", measure="resolution", clock="calendar", group="month")
    seen = []

    def noted(*about: object) -> object:
        seen.append(about[2])
        return fakes.response()

    noted.__module__ = "response"
    monkeypatch.setattr(response, "report", noted)
    data.forget()
    app.run()
    assert seen[-1] == response.Wanted("resolution", "calendar", "month")
    app.query_params["group"] = "nonsense"
    app.run()
    assert seen[-1] == response.Wanted("resolution", "calendar", "all")


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize(("view", "charts", "tables"), [("work", 2, 2), ("teams", 0, 1)])
def test_the_other_views_show_everything(open_page: Open, view: str, charts: int, tables: int, language: str) -> None:
    """No error; targets that nobody set say how to set one."""
    app = open_page("response", view=view, lang=language)
    assert not app.exception
    assert not app.error
    assert (len(app.get("plotly_chart")), len(app.dataframe)) == (charts, tables)
    assert (text.say("empty.answer_targets", language) in [one.value for one in app.info]) == (view == "work")


@pytest.mark.parametrize("view", ["work", "teams"])
def test_the_other_views_fail_in_their_places(open_page: Open, view: str) -> None:
    """A failure is a sentence in the place of each part, and never a zero."""
    app = open_page("response", change=fakes.failed, view=view)
    assert not app.exception
    assert not app.metric
    assert not app.dataframe
    assert len(app.error) == {"work": 10, "teams": 1}[view]


@pytest.mark.parametrize(
    ("role", "name", "only", "whose"),
    [("manager", "", None, "all"), ("staff", "ana", ("demo", "a1"), "own"), ("staff", "Quem?", ("", ""), "unknown")],
)
def test_an_agent_sees_their_own_line(open_page: Open, monkeypatch, role, name, only, whose) -> None:
    """Recognised by name or address; whoever is not recognised sees nobody's, and how to be."""
    app = open_page("response", role=role, view="teams", team="agent")
    seen = []

    def noted(*about: object) -> object:
        seen.append(about[2:])
        return fakes.response_teams()

    noted.__module__ = "response_teams"
    monkeypatch.setattr(response_teams, "report", noted)
    data.forget()
    app.session_state["actor.name"] = name
    app.run()
    assert seen[-1] == ("agent", only)
    assert text.say(f"ui.response.agents_{whose}", "pt-BR") in [one.value for one in app.caption]
