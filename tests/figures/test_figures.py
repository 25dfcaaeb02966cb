"""Every figure: drawn from a frame alone, in both languages, light and dark, small enough and readable."""

import colorsys
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import text
from dashboard.figures import (
    arrivals,
    contacts,
    ombudsman,
    order,
    queue,
    response,
    response_work,
    satisfaction,
    stale,
    status,
    stock,
    style,
)
from dashboard.figures.style import Look
from tests.pages import fakes

LOOKS = [Look(language, is_dark, 32400) for language in ("pt-BR", "en") for is_dark in (False, True)]
DRAWN = {
    "stock": (stock.over_time, fakes.stock),
    "arrivals": (arrivals.heatmap, fakes.arrivals),
    "queue_by_department": (queue.by_department, fakes.by_department),
    "age_bands": (queue.age_bands, fakes.bands),
    "turns": (queue.by_turn, fakes.by_turn),
    "queue_over_time": (queue.over_time, fakes.queue_over_time),
    "overtaken_by_department": (order.by_department, fakes.overtaken_by_department),
    "queue_flow": (queue.flow, fakes.flow),
    "by_state": (status.by_state, fakes.by_state),
    "by_raw_status": (status.by_raw_status, lambda: fakes.by_state().assign(raw_status=["a", None, "<b>c & d</b>"])),
    "states_over_time": (status.over_time, fakes.states_over_time),
    "silence_bands": (stale.bands, fakes.silence_bands),
    "stalled_by_department": (stale.by_department, fakes.stalled_by_department),
    "stalled_over_time": (stale.over_time, fakes.stalled_over_time),
    "records_by_rule": (contacts.by_rule, lambda: fakes.contacts().by_rule.frame),
    "records_over_time": (contacts.over_time, fakes.records_over_time),
    "waiting_curve": (response.curve, fakes.waiting_curve),
    "morning_wave": (response_work.wave, lambda: fakes.response_work().wave.frame),
    "in_our_hands": (response_work.hands, lambda: fakes.response_work().hands.frame),
    "csat_weekly": (satisfaction.weekly, fakes.csat_weekly),
    "marks": (satisfaction.marks, fakes.marks),
    "csat_by_group": (satisfaction.by_group, fakes.rating_groups),
    "cases_by_due": (ombudsman.by_due, lambda: fakes.ombudsman().by_due.frame),
    "cases_by_type": (ombudsman.by_type, lambda: fakes.ombudsman().by_type.frame),
    "case_answer_curve": (ombudsman.curve, fakes.answer_curve),
    "time_in_state": (status.time_in_state, fakes.time_in_state),
}
YEARS = pd.date_range("2024-01-01", "2026-11-20")


def points(figure: go.Figure) -> int:
    return sum(len(trace.x) for trace in figure.data if trace.x is not None)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.language}-{'dark' if look.is_dark else 'light'}")
@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_says_its_finding_and_stays_small(name: str, look: Look) -> None:
    """One sentence for those who cannot see it, at most a thousand points, and words in the hover."""
    draw, frame = DRAWN[name]
    figure = draw(frame(), look)
    assert figure.layout.meta["finding"].endswith(".") or name == "turns"
    assert 0 < points(figure) <= 1000
    assert "‹" not in figure.to_json()
    assert "figure." not in json.dumps(figure.layout.to_plotly_json(), default=str)
    assert any(trace.hovertext is not None for trace in figure.data)


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_of_a_single_row_is_drawn(name: str) -> None:
    """The smallest selection has a picture too."""
    draw, frame = DRAWN[name]
    assert draw(frame().head(1), LOOKS[0]).data


def test_years_of_days_become_weeks() -> None:
    """A long period is drawn by the week: the flows add up, the stock is the last day's."""
    frame = fakes.stock(YEARS)
    figure = stock.over_time(frame, LOOKS[0])
    assert points(figure) <= 1000
    opened = next(trace for trace in figure.data if trace.type == "bar" and max(trace.y) > 0)
    assert sum(opened.y) == frame["opened_count"].sum()
    assert figure.data[0].y[-1] == frame["open_count"].iloc[-1]


def test_the_day_that_is_not_over_is_hatched() -> None:
    """Today's bar is unlike the others until today has ended."""
    now = datetime(2026, 11, 20, 11, tzinfo=ZoneInfo("America/Sao_Paulo"))
    look = Look("pt-BR", False, 32400, as_of=now)
    bars = [trace for trace in stock.over_time(fakes.stock(), look).data if trace.type == "bar"]
    assert all(trace.marker.pattern.shape[-1] and not trace.marker.pattern.shape[-2] for trace in bars)


def test_words_from_outside_are_shown_and_never_obeyed() -> None:
    """A department that looks like markup is text in labels and hovers."""
    frame = fakes.by_department().assign(department=["<b>x</b>", "a & b", None])
    drawn = queue.by_department(frame, LOOKS[0])
    assert drawn.layout.yaxis.ticktext[0].startswith("&lt;b&gt;x&lt;/b&gt;")
    assert "a &amp; b" in drawn.data[0].hovertext[1]


def test_a_click_finds_its_row() -> None:
    """The first piece of custom data of every mark is the number of its row."""
    for draw, frame in (DRAWN["age_bands"], DRAWN["arrivals"], DRAWN["by_state"]):
        rows = frame()
        trace = next(trace for trace in draw(rows, LOOKS[0]).data if trace.customdata is not None)
        assert [mark[0] for mark in trace.customdata] == list(range(len(rows)))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("is_dark", [False, True])
def test_marks_and_words_stand_out_from_the_paper(is_dark: bool) -> None:
    """WCAG: 3 for marks, 4.5 for text, in both themes."""
    look = Look("en", is_dark, 32400)
    paper = style.ink(look, "paper")
    for name in style.MEANINGS:
        assert contrast(style.colour(look, name), paper) >= 3, name
    for name in ("text", "faint"):
        assert contrast(style.ink(look, name), paper) >= 4.5, name


@pytest.mark.parametrize("is_dark", [False, True])
def test_red_is_for_late_and_nothing_else(is_dark: bool) -> None:
    """No state, turn or department is red."""
    look = Look("en", is_dark, 32400)
    for name in style.MEANINGS:
        red, green, blue = (int(style.colour(look, name)[place : place + 2], 16) / 255 for place in (1, 3, 5))
        hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
        is_red = min(hue, 1 - hue) < 0.05 and saturation > 0.3
        assert is_red == (name in ("late", "band.2", "band.3")), name


def test_many_departments_leave_room_for_the_largest() -> None:
    """Ten bars: nine departments and the others together; nothing is lost, and the others lead nowhere."""
    frame = pd.concat([fakes.by_department()] * 8, ignore_index=True)
    drawn = queue.by_department(frame, LOOKS[0]).data[0]
    assert len(drawn.x) == 10
    assert sum(drawn.x) == frame["queue_count"].sum()
    assert drawn.customdata[-1][0] == -1
    assert "Outros" in queue.by_department(frame, LOOKS[0]).layout.yaxis.ticktext[-1]


@pytest.mark.parametrize("language", ["pt-BR", "en"])
def test_wait_bands_have_words_and_levels_keep_their_names(language: str) -> None:
    """A band is said as on the queue, a level called "1" is none."""
    assert satisfaction.group_name("band", "wait_0", language) == text.say("band.0", language)
    assert satisfaction.group_name("band", None, language) == text.say("figure.satisfaction.no_response", language)
    assert satisfaction.group_name("level", "1", language) == "1"
    assert satisfaction.group_name("agent", None, language) == text.say("filter.none", language)


def test_a_week_beyond_the_limits_is_told_without_its_colour() -> None:
    """A triangle and words in the hover; few ratings and an unfinished week are hollow."""
    drawn = satisfaction.weekly(fakes.csat_weekly(), LOOKS[0])
    points = next(trace for trace in drawn.data if trace.mode == "markers")
    assert [place for place, symbol in enumerate(points.marker.symbol) if symbol == "triangle-down"] == [27]
    assert text.say("figure.satisfaction.week_below", "pt-BR") in points.hovertext[27]
    assert text.say("figure.satisfaction.week_few", "pt-BR") in points.hovertext[28]
    paper = style.ink(LOOKS[0], "paper")
    assert [place for place, colour in enumerate(points.marker.color) if colour == paper] == [28, 29]
    unlimited = fakes.csat_weekly().assign(
        centre_percent=None, low_percent=None, high_percent=None, signal=None, history_count=8
    )
    assert satisfaction.weekly(unlimited, LOOKS[0]).layout.meta["finding"] == "Pouca história: 8 de 12 semanas antes."


def test_only_what_is_overdue_is_red() -> None:
    """Of the open cases by due day the late ones alone; no type of a case is."""
    late = style.colour(LOOKS[0], "late")
    due = ombudsman.by_due(fakes.ombudsman().by_due.frame, LOOKS[0]).data[0]
    assert [colour == late for colour in due.marker.color] == [True, False, False]
    assert late not in ombudsman.by_type(fakes.ombudsman().by_type.frame, LOOKS[0]).data[0].marker.color


def test_the_curve_names_the_day_on_which_half_are_answered() -> None:
    """The sixth; where fewer than half are, that is said instead."""
    frame = fakes.answer_curve()
    assert "6" in ombudsman.curve(frame, LOOKS[0]).layout.meta["finding"]
    few = ombudsman.curve(frame.head(1), LOOKS[0]).layout.meta["finding"]
    assert few == text.say("figure.ombudsman.not_reached", "pt-BR")
