"""How many of the values in a stretch of a column are small, and which is the smallest: for many stretches at once.

A join of every wait with every younger one is quadratic; a wavelet matrix answers each question in as many steps as
the values have bits. Source: Claude, Navarro and Ordóñez, The wavelet matrix (2015).
"""

import numpy as np


class Ranks:
    """A column of whole numbers from 0 to its length, to be asked about stretches ``[first, last)`` of it."""

    def __init__(self, column: np.ndarray) -> None:
        self._bits = range(len(column).bit_length() - 1, -1, -1)
        self._ones: list[np.ndarray] = []
        for bit in self._bits:
            is_one = (column >> bit) & 1 == 1
            self._ones.append(np.concatenate([[0], np.cumsum(is_one)]).astype(np.int32))
            column = np.concatenate([column[~is_one], column[is_one]])

    def below(self, first: np.ndarray, last: np.ndarray, limit: np.ndarray) -> np.ndarray:
        """How many values of each stretch are below its limit."""
        counted = np.zeros(len(limit), dtype=np.int64)
        for bit, ones in zip(self._bits, self._ones, strict=True):
            ones_first, ones_last = ones[first], ones[last]
            goes_up = (limit >> bit) & 1 == 1
            counted += np.where(goes_up, (last - ones_last) - (first - ones_first), 0)
            zeros = len(ones) - 1 - int(ones[-1])
            first = np.where(goes_up, zeros + ones_first, first - ones_first)
            last = np.where(goes_up, zeros + ones_last, last - ones_last)
        return counted

    def smallest(self, first: np.ndarray, last: np.ndarray, skipped: np.ndarray) -> np.ndarray:
        """The smallest value of each stretch after ``skipped`` smaller ones; the stretch must hold so many."""
        found = np.zeros(len(skipped), dtype=np.int64)
        for bit, ones in zip(self._bits, self._ones, strict=True):
            ones_first, ones_last = ones[first], ones[last]
            small = (last - ones_last) - (first - ones_first)
            goes_up = skipped >= small
            skipped = np.where(goes_up, skipped - small, skipped)
            found |= goes_up.astype(np.int64) << bit
            zeros = len(ones) - 1 - int(ones[-1])
            first = np.where(goes_up, zeros + ones_first, first - ones_first)
            last = np.where(goes_up, zeros + ones_last, last - ones_last)
        return found
