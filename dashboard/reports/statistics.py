"""The few formulas that are not SQL."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, lgamma, log, sqrt

_Z_95 = 1.959963984540054


def wilson(hits: int, trials: int) -> tuple[float, float] | None:
    """The Wilson 95 % interval of hits / trials in percent; ``None`` where nobody was asked.

    Source: Wilson (1927), as in Newcombe (1998), method 3.
    """
    if not trials:
        return None
    share = hits / trials
    middle = share + _Z_95**2 / (2 * trials)
    spread = _Z_95 * sqrt(share * (1 - share) / trials + _Z_95**2 / (4 * trials**2))
    scale = 1 + _Z_95**2 / trials
    return max(0.0, 100 * (middle - spread) / scale), min(100.0, 100 * (middle + spread) / scale)


_MOVING_RANGE = 3 / 1.128
"""Three sigma, from the mean moving range of two successive values (d2 = 1.128)."""


def xmr(values: Sequence[float]) -> tuple[float, float, float] | None:
    """Centre, lower and upper natural limit of a run of values (XmR chart); ``None`` for fewer than two.

    Source: Shewhart's chart for individuals, as in the NIST/SEMATECH e-Handbook, 6.3.2.2.
    """
    if len(values) < 2:
        return None
    centre = sum(values) / len(values)
    moved = sum(abs(after - before) for before, after in pairwise(values)) / (len(values) - 1)
    return centre, centre - _MOVING_RANGE * moved, centre + _MOVING_RANGE * moved


@dataclass(frozen=True)
class Survival:
    """After ``time``: the share not yet answered, its 95 % limits, and how many were watched until then."""

    time: float
    share: float
    low: float
    high: float
    at_risk: int


def kaplan_meier(watched: Sequence[tuple[float, int, int]]) -> list[Survival]:
    """The share still without an answer after each time at which some were answered.

    ``watched``: a time, how many were answered then, how many were watched no longer than that without an answer.
    Source: Kaplan and Meier (1958); limits by Greenwood's variance on the log-log scale (Kalbfleisch and Prentice).
    """
    at_risk = sum(answered + censored for _, answered, censored in watched)
    share, variance, steps = 1.0, 0.0, []
    for time, answered, censored in sorted(watched):
        if answered:
            share *= 1 - answered / at_risk
            variance += answered / (at_risk * (at_risk - answered)) if at_risk > answered else 0.0
            steps.append(Survival(time, share, *_log_log(share, variance), at_risk))
        at_risk -= answered + censored
    return steps


def _log_log(share: float, variance: float) -> tuple[float, float]:
    if not 0 < share < 1:
        return share, share
    spread = exp(_Z_95 * sqrt(variance) / abs(log(share)))
    return share**spread, share ** (1 / spread)


def reached(steps: Sequence[Survival], share: float = 0.5) -> float | None:
    """The first time at which no more than this share is left; ``None`` = not reached."""
    return next((step.time for step in steps if step.share <= share + 1e-9), None)


def median_ranks(count: int) -> tuple[int, int]:
    """Which places in the order of ``count`` values limit the median at 95 %: the percentile bootstrap, exactly.

    A resample's ``middle``-th value is at most the ``place``-th of the sample where at least ``middle`` of its draws
    fall on the first ``place`` values: a binomial, so that nothing has to be drawn. Of an even count the lower limit
    is that of the lower middle value, the upper that of the upper one. Source: Efron (1979), section 3.
    """
    low, high = (count + 1) // 2, count // 2 + 1
    places = range(1, count + 1)
    return (
        places[bisect_left(places, 0.025, key=lambda place: _at_least(low, count, place / count))],
        places[bisect_left(places, 0.975, key=lambda place: _at_least(high, count, place / count))],
    )


def _at_least(hits: int, trials: int, chance: float) -> float:
    """The probability of so many hits or more: the binomial's tail, its terms each from the one before."""
    if chance >= 1:
        return 1.0
    odds, mean = chance / (1 - chance), trials * chance
    if hits <= mean:  # the shorter tail is the other one
        return 1 - _at_least(trials - hits + 1, trials, 1 - chance)
    term = exp(
        lgamma(trials + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1)
        + hits * log(chance) + (trials - hits) * log(1 - chance)
    )  # fmt: skip
    total = 0.0
    for place in range(hits, trials + 1):
        total += term
        term *= odds * (trials - place) / (place + 1)
        if term < 1e-17:
            break
    return total
