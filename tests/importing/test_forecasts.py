"""Expected waits: what a place took, as it was known then; and they come true where a team works evenly."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import forecast

HOUR = 3600
WINDOW = 60 * HOUR


@st.composite
def queues(draw) -> forecast.Queue:
    """A few waits in order of arrival; some still go on."""
    size = draw(st.integers(1, 12))
    entered = np.sort(np.array(draw(st.lists(st.integers(0, 90), min_size=size, max_size=size)))) * HOUR
    length = np.array(draw(st.lists(st.sampled_from([1, 5, 20, 80, 500]), min_size=size, max_size=size))) * HOUR
    return forecast.Queue(entered, np.where(length == 500 * HOUR, forecast.STILL, entered + length))


@given(queues())
def test_whoever_stands_at_a_place_is_found(queue):
    """At each moment the waits that have entered and were not taken up, in order of arrival."""
    past = forecast.history(queue, 0, 100 * HOUR)
    for moment, row in zip(past.moments.tolist(), past.served.tolist(), strict=True):
        standing = queue.served[queue.standing(moment)].tolist()
        for place, served in zip(forecast.PLACES.tolist(), row, strict=True):
            assert served == (standing[place - 1] if place <= len(standing) else forecast.NOBODY)


@given(queues(), st.integers(70, 100))
def test_what_comes_later_changes_no_range(queue, hours):
    """A range at a moment is the same whether or not the data go on."""
    now = hours * HOUR
    kept = queue.entered <= now
    until_then = forecast.Queue(
        queue.entered[kept], np.where(queue.served[kept] > now, forecast.STILL, queue.served[kept])
    )
    later, then = (forecast.history(one, 0, 150 * HOUR).ranges(now, WINDOW) for one in (queue, until_then))
    assert later.places.tolist() == then.places.tolist()
    assert later.seconds.tolist() == then.seconds.tolist()


def test_who_still_waits_makes_the_range_longer():
    """Leaving out whoever still stands there would make the queue look quick."""
    entered = np.arange(50) * HOUR
    quick = forecast.Queue(entered, entered + 2 * HOUR)
    stuck = replace(quick, served=np.where(np.arange(50) < 1, forecast.STILL, quick.served))
    first, second = (forecast.history(one, 0, WINDOW).ranges(WINDOW, WINDOW) for one in (quick, stuck))
    assert first.of(np.array([1]))[0, 1] <= 2 * HOUR
    assert second.of(np.array([1]))[0, 1] == WINDOW


def test_a_place_where_nobody_stood_has_no_range():
    """Beyond the longest queue there is nothing to expect."""
    entered = np.arange(50) * HOUR
    ranges = forecast.history(forecast.Queue(entered, entered + 2 * HOUR), 0, WINDOW).ranges(WINDOW, WINDOW)
    assert np.isnan(ranges.of(np.array([40]))).all()


@pytest.mark.parametrize("agents", [1, 3])
def test_ranges_of_an_even_team_come_true(agents):
    """Of a team that serves in order of arrival, about eight in ten of the waits end within their range."""
    rng = np.random.default_rng(3)
    entered = np.cumsum(rng.exponential(HOUR / agents / 0.9, 3000)).astype(int)
    free, served = np.zeros(agents), []
    for arrival, handling in zip(entered.tolist(), rng.gamma(4, HOUR / 4, 3000).tolist(), strict=True):
        agent = int(np.argmin(free))
        begun = max(arrival, free[agent])
        free[agent] = begun + handling
        served.append(int(begun))
    queue, window = forecast.Queue(entered, np.array(served)), 180 * HOUR
    past = forecast.history(queue, 0, int(entered[-1]))
    hits = trials = 0
    for now in range(window, int(entered[-1]) - window, 5 * HOUR):
        standing = queue.standing(now)
        low, _, high = past.ranges(now, window).of(np.arange(1, len(standing) + 1)).T
        taken = queue.served[standing] - now
        hits += int(np.count_nonzero((taken >= low) & (taken <= high)))
        trials += int(np.count_nonzero(~np.isnan(low)))
    assert trials > 500
    assert 0.65 <= hits / trials <= 0.95
