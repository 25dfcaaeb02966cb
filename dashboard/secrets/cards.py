"""Card numbers, which keep their last four digits, and the code that is printed beside them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from dashboard.secrets.numbers import is_card
from dashboard.secrets.spans import MARK, Span
from dashboard.secrets.words import cores, either, stands
from dashboard.settings import SecretWords

CARD, CODE = "card", "card_code"
_RUN = re.compile(r"\d(?<![\w/]\d)(?:[ .\-\u00a0]?\d){12,79}(?![\w])")
_GROUP = re.compile(r"\d+")
SHAPES = ((4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3))
SLIPS = (44, 47, 48)
"""Digits of a payment slip's line, of its bar code, and of the key of an invoice."""
_EXPIRY_AND_CODE = re.compile(
    r"[\s,;|]{1,3}(?:val\w*|exp\w*)?[\s:.]{0,3}(?:0?[1-9]|1[0-2])\s?/\s?(?:20)?\d\d[\s,;|]{1,3}(?P<code>\d{3,4})(?![\w/:.,]\d|\w)"
)


class Cards:
    """Finds cards and their codes; ``other_numbers`` are words for numbers that are no card."""

    def __init__(self, words: SecretWords) -> None:
        self._other = re.compile(rf"\b{either(words.other_numbers)}\b[\w .:#º°-]{{0,12}}$", re.IGNORECASE)
        self._words = cores(words.card_code)
        self._code = re.compile(
            rf"(?<![^\W_]){either(words.card_code)}2?\b[\s:=.#)-]{{0,4}}(?:(?:é|eh|is)\s{{1,2}})?(?P<code>\d{{3,4}})(?![\w/:]|[.,]\d)",
            re.IGNORECASE,
        )

    def find(self, text: str, plain: str) -> Iterator[Span]:
        """Cards first, then codes: behind their word, or behind a card and its expiry."""
        for run in _RUN.finditer(text):
            for start, end in _places(run):
                if not self._other.search(text[max(0, start - 40) : start]):
                    yield Span(start, end, CARD, f"{MARK} {_digits(text[start:end])[-4:]}")
                    if code := _EXPIRY_AND_CODE.match(text, end):
                        yield Span(*code.span("code"), CODE)
        matches = self._code.finditer(text) if stands(self._words, plain) else ()
        for match in matches:
            yield Span(*match.span("code"), CODE)


def _digits(text: str) -> str:
    return "".join(_GROUP.findall(text))


def _places(run: re.Match) -> Iterator[tuple[int, int]]:
    """Where in a run of digits a card stands: a group of its own, or groups of the lengths on the card."""
    if len(_digits(run[0])) in SLIPS:
        return
    groups = [(run.start() + one.start(), run.start() + one.end()) for one in _GROUP.finditer(run[0])]
    place = 0
    while place < len(groups):
        size = next((size for size in _sizes(groups, place) if _is_card(run, groups[place : place + size])), 0)
        if size:
            yield groups[place][0], groups[place + size - 1][1]
        place += size or 1


def _sizes(groups: list[tuple[int, int]], place: int) -> Iterator[int]:
    yield 1
    for shape in SHAPES:
        if tuple(end - start for start, end in groups[place : place + len(shape)]) == shape:
            yield len(shape)


def _is_card(run: re.Match, groups: list[tuple[int, int]]) -> bool:
    text, start = run.string, groups[0][0]
    joints = {text[one[1] : other[0]] for one, other in pairwise(groups)}
    return len(joints) <= 1 and is_card(_digits(text[start : groups[-1][1]]))
