"""The few formulas that are not SQL."""

from math import sqrt

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
