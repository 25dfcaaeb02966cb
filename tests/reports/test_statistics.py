"""The formulas that are not SQL, against worked examples that were published."""

from itertools import product
from math import sqrt

import pytest

from dashboard.reports.statistics import kaplan_meier, median_ranks, reached, wilson, xmr

NEWCOMBE = {
    (81, 263): (25.53, 36.62),
    (15, 148): (6.24, 16.05),
    (0, 20): (0.0, 16.11),
    (1, 29): (0.61, 17.18),
}
"""Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, table I,
method 3 (score without continuity correction); in percent."""
FLOW_RATES = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
"""NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, individuals control charts: ten batches."""


@pytest.mark.parametrize("counts", NEWCOMBE, ids=str)
def test_wilson_gives_newcombes_intervals(counts):
    """To the four digits that were printed."""
    assert tuple(round(edge, 2) for edge in wilson(*counts)) == NEWCOMBE[counts]


def test_wilson_stays_within_what_is_possible():
    """All of all and none of all touch their edge; of nobody there is no interval."""
    assert wilson(7, 7)[1] == pytest.approx(100)
    assert wilson(0, 7)[0] == pytest.approx(0, abs=1e-9)
    assert wilson(0, 0) is None


def test_xmr_gives_the_handbooks_limits():
    """Centre 50.81, limits 45.8159 and 55.8041."""
    centre, low, high = xmr(FLOW_RATES)
    assert round(centre, 2) == 50.81
    # The handbook rounds the mean moving range to 1.8778 before it goes on.
    assert (low, high) == pytest.approx((45.8159, 55.8041), abs=2e-4)


def test_xmr_of_what_never_changes_allows_no_change():
    """Without any variation everything else is a signal; of one value nothing is known."""
    assert xmr([80.0] * 12) == (80.0, 80.0, 80.0)
    assert xmr([80.0]) is None


FREIREICH = [
    (6, 3, 1), (7, 1, 0), (9, 0, 1), (10, 1, 1), (11, 0, 1), (13, 1, 0), (16, 1, 0), (17, 0, 1), (19, 0, 1),
    (20, 0, 1), (22, 1, 0), (23, 1, 0), (25, 0, 1), (32, 0, 2), (34, 0, 1), (35, 0, 1),
]  # fmt: skip
"""Freireich et al. (1963), Blood 21: weeks in remission of the 21 children given 6-MP; ended, and watched no longer."""


def test_kaplan_meier_gives_freireichs_curve():
    """S(6) = 0.8571, S(10) = 0.7529, S(23) = 0.4482, at risk 21, 15 and 6; the median is 23 weeks."""
    steps = {step.time: step for step in kaplan_meier(FREIREICH)}
    assert [round(steps[week].share, 4) for week in (6, 10, 23)] == [0.8571, 0.7529, 0.4482]
    assert [steps[week].at_risk for week in (6, 10, 23)] == [21, 15, 6]
    assert reached(kaplan_meier(FREIREICH)) == 23


def test_kaplan_meiers_limits_are_greenwoods_on_the_log_log_scale():
    """As R's survfit(conf.type = "log-log") prints them for the same children after 6 weeks: 0.620 to 0.952."""
    first = kaplan_meier(FREIREICH)[0]
    assert (first.low, first.high) == pytest.approx((0.6197, 0.9516), abs=5e-4)


def test_a_median_that_is_not_reached_is_none():
    """Half must have been answered; of nobody there is no curve."""
    assert reached(kaplan_meier([(3, 1, 2), (9, 0, 1)])) is None
    assert kaplan_meier([]) == []
    assert reached(kaplan_meier([(0, 2, 0)])) == 0


def resampled(count: int, middle: int, share: float) -> int:
    """The smallest place that so much of every possible resample's ``middle``-th value does not pass, by counting."""
    drawn = sorted(sorted(draw)[middle - 1] for draw in product(range(1, count + 1), repeat=count))
    return next(place for place in range(1, count + 1) if sum(one <= place for one in drawn) >= share * len(drawn))


@pytest.mark.parametrize("count", range(1, 8))
def test_the_limits_of_a_median_are_those_of_every_resample(count):
    """Counted over all of them: of an even number the lower limit from the lower middle, the upper from the upper."""
    low, high = (count + 1) // 2, count // 2 + 1
    assert median_ranks(count) == (resampled(count, low, 0.025), resampled(count, high, 0.975))


@pytest.mark.parametrize("count", [101, 1_001, 20_001, 300_001])
def test_the_limits_of_many_are_those_of_the_normal_curve(count):
    """Half the root of n times 1.96 on either side of the middle, and as far below as above."""
    low, high = median_ranks(count)
    assert low + high == pytest.approx(count + 1, abs=1)
    assert high - low == pytest.approx(1.96 * sqrt(count), abs=2)
