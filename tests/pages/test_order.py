"""The view of the queue page that tells whether the order of arrival is kept."""

import json
from dataclasses import replace

import pytest

from dashboard import text
from tests.pages import fakes
from tests.pages.conftest import Open


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_order_shows_its_numbers_and_lists(open_page: Open, language: str) -> None:
    """Three numbers, the departments, the most overtaken with their reasons, the forgotten."""
    app = open_page("queue", view="order", lang=language)
    assert not app.exception
    assert len(app.metric) == 3
    assert len(app.get("plotly_chart")) == 1
    overtaken, forgotten = (table.value for table in app.dataframe)
    assert overtaken["overtaken_reason"].tolist() == ["priority", "evidence", "none"]
    assert forgotten["waited_working_seconds"].tolist() == [90_000, 30_000]
    assert len(app.info) == 1  # the demo's banner: 1,204 waits are not few
    settings = {"minutes": 60, "days": 20}
    assert text.say("ui.order.basis", language, **settings) in [caption.value for caption in app.caption]


def test_who_gave_the_priority_and_when_have_room(open_page: Open) -> None:
    """Most rows hold a dash there; a browser left to itself would cut the few names and moments."""
    overtaken = open_page("queue", view="order").dataframe[0]
    widths = {name: told.get("width") for name, told in json.loads(overtaken.proto.columns).items()}
    assert widths["reason_agent_name"] >= 150
    assert widths["reason_at"] >= 130


def test_few_waits_are_said_to_be_few(open_page: Open) -> None:
    """A share of fewer than ten waits stands beside a sentence."""

    def few(part):
        return replace(part, denominator=7, numerator=7) if getattr(part, "key", "") == "never_overtaken" else part

    app = open_page("queue", change=few, view="order")
    assert text.say("ui.order.few", "pt-BR", count=7) in [info.value for info in app.info]


def test_what_a_source_lacks_is_said_of_the_order(open_page: Open) -> None:
    """Without dated events no order is claimed to be kept."""
    app = open_page("queue", change=fakes.absent, view="order")
    assert not app.metric
    assert not app.get("plotly_chart")
    assert not app.dataframe


def test_an_expected_wait_that_failed_says_why(open_page: Open) -> None:
    """Where the ranges came true too rarely there is a reason in their place, with the coverage."""
    table = open_page("queue").dataframe[1].value
    hidden = table[table["expected_note"].notna()].iloc[0]
    assert (hidden["expected_note"], hidden["coverage_percent"]) == ("low_coverage", 41.0)
    assert hidden[["expected_working_seconds", "expected_high_working_seconds"]].isna().all()
