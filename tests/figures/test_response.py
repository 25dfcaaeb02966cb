"""The pictures of response times: what is drawn, what is said, and that few points are all there."""

import pytest

from dashboard import text
from dashboard.figures import response, response_work
from dashboard.figures.style import Look
from tests.pages import fakes

LOOK = {language: Look(language, False, 32400) for language in text.LANGUAGES}


def notes(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_single_curve_tells_its_median_and_what_is_not_reached(language):
    """Half with its limits, 9 in 10 not reached, both beside their dots and in the finding."""
    figure = response.curve(fakes.waiting_curve(), LOOK[language])
    not_reached = text.say("figure.response.not_reached", language)
    assert text.say("figure.response.p90_name", language, value=not_reached) in notes(figure)
    assert not_reached in figure.layout.meta["finding"]
    assert text.duration(7200, language, 32400) in figure.layout.meta["finding"]
    dots = [trace for trace in figure.data if trace.mode == "markers"]
    assert [list(dot.x) for dot in dots] == [[7200.0], []]
    assert (dots[0].error_x.array[0], dots[0].error_x.arrayminus[0]) == (1800.0, 1200.0)


def test_every_step_is_drawn_from_all_at_the_opening():
    """A step line with as many points as there were, beginning with everybody; its band beside it."""
    figure = response.curve(fakes.waiting_curve(), LOOK["en"])
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert [len(line.x) for line in lines] == [4, 4, 4]
    assert (lines[-1].y[0], lines[-1].line.shape) == (1.0, "hv")


def test_the_number_at_risk_stands_under_its_tick():
    """Of the marks those with room are ticks, each with its count below."""
    figure = response.curve(fakes.waiting_curve(), LOOK["en"])
    below = {note.x: note.text for note in figure.layout.annotations if note.yshift and note.yshift < -40}
    assert list(figure.layout.xaxis.tickvals) == [0, 10800]
    assert (below[0], below[10800]) == ("60", "25")


def test_the_day_whose_wave_still_stands_has_not_failed():
    """A triangle for the day that did not clear it, none for today."""
    cleared, left, sizes = response_work.wave(fakes.response_work().wave.frame, LOOK["en"]).data
    assert (len(cleared.x), len(left.x), len(sizes.x)) == (1, 1, 3)
