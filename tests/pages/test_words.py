"""What the pages call things: lists, channels, sources, findings of several helpdesks, stocks that are empty."""

from dataclasses import replace

import pandas as pd
import pytest

from dashboard import text
from dashboard.ui.reader import data
from tests.pages import fakes
from tests.pages.conftest import Open

LISTS = [
    ({"list": "tickets/rated"}, "Avaliados"),
    ({"list": "tickets/first_response"}, "Na conta da 1ª resposta"),
    ({"list": "tickets/first_response", "measure": "response"}, "Na conta da 1ª resposta"),
    ({"list": "tickets/first_response", "measure": "resolution"}, "Na conta da solução"),
    ({"list": "tickets/solved", "with_messages": "true"}, "Resolvidos"),
    ({"list": "tickets/solved", "reopened_only": "true"}, "reabertos"),
    ({"list": "tickets/now"}, "Tickets"),
]


@pytest.mark.parametrize(("asked", "what"), LISTS)
def test_a_list_says_what_it_is_a_list_of(open_page: Open, asked: dict[str, str], what: str) -> None:
    """Also where nothing narrows it: "Tickets: 3 tickets" tells nobody which."""
    app = open_page("tickets", turns=[], **asked)
    assert app.header[0].value.startswith(f"{what}: ")


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("which", ["ours", "theirs", "check"])
def test_the_bars_of_silence_say_whose_tickets_they_count(open_page: Open, which: str, language: str) -> None:
    """They count the stalled and the others: more than the list below holds."""
    app = open_page("stale", owes=which, lang=language)
    said = [one.value for one in app.caption]
    for one in ("ours", "theirs", "check"):
        assert (text.say(f"metric.silence_bands.subtitle_{one}", language) in said) == (one == which)


@pytest.mark.parametrize("count", [1, 2])
def test_a_finding_names_its_helpdesk_only_where_there_are_several(
    open_page: Open, store: fakes.FakeStore, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """The same check of two helpdesks would else be said twice in the same words."""
    found = pd.concat([fakes.checks().head(1), fakes.checks().head(1).assign(source="b")])
    monkeypatch.setitem(fakes.AT_THE_DESK, "data/quality", found)
    one = store.info.sources[0]
    store.info = replace(store.info, sources=(one, replace(one, source="b"))[:count])
    told = next(one.value for one in open_page("response").caption if "fact_check" in one.value)
    said = told.replace("\\", "")
    assert ("(demo)" in said, "(b)" in said) == (count == 2, count == 2)
    assert said.count(text.say("quality.orphans.said", "pt-BR", count=1081)) == 2


def test_channels_are_words_in_the_filter_the_table_and_the_rule(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One name each, wherever they stand."""
    monkeypatch.setattr(fakes, "choices", lambda: {**_choices(), "channels": {"phone": "phone", "own": "own"}})
    app = open_page("rights", channels=["phone", "own"])
    assert any("canal: Telefone, own" in one.value.replace("\\", "") for one in app.caption)
    rules = next(table.value for table in app.dataframe if "tolerance" in table.value.columns)
    assert any("Chat, WhatsApp, Messenger" in said for said in rules["tolerance"])
    data.forget()
    shares = next(table.value for table in open_page("satisfaction").dataframe if "channels" in table.value.columns)
    assert list(shares["channels"]) == ["E-mail 60%, (vazio) 40%", "E-mail 100%"]


_choices = fakes.choices


def test_a_stock_that_is_empty_asks_for_no_longer_period(open_page: Open) -> None:
    """No open tickets is an answer; a longer period would not change it."""
    for page in ("queue", "status"):
        said = [one.value for one in open_page(page, change=fakes.empty).info]
        assert "Nenhum ticket aberto." in said
        data.forget()
