"""The CPF, a person's number at the tax office: it keeps its last two digits. A company's CNPJ is public and stays."""

import re
from collections.abc import Iterator

from dashboard.secrets.numbers import is_cpf, is_mobile
from dashboard.secrets.spans import Span
from dashboard.secrets.words import either
from dashboard.settings import SecretWords

# What must not stand before is asked behind the first digit: places without one are passed over much faster so.
_CPF = re.compile(
    r"(\d(?<![\d/•]\d)(?<!\d[.,-]\d)\d\d)([. \u00a0]?)(\d{3})([. \u00a0]?)(\d{3})([-./ \u00a0]?)(\d{2})"
    r"(?!\d|[.,/-]\d|[^\W\d_])"
)
BEFORE = 40


class People:
    """Finds the CPF by its check digits; a bare number must be no phone and no order."""

    def __init__(self, words: SecretWords) -> None:
        self._named = re.compile(rf"{either(words.cpf)}[^\d\n]{{0,25}}$", re.IGNORECASE)
        self._other = re.compile(rf"\b{either(words.other_numbers)}\b[^\d\n]{{0,15}}$", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Span]:
        """Each CPF, shown by its shape and its last two digits."""
        for match in _CPF.finditer(text):
            digits = "".join(match.group(1, 3, 5, 7))
            if is_cpf(digits) and self._is_meant(text, match, digits):
                yield Span(*match.span(), "cpf", f"•••.•••.•••-{digits[-2:]}")

    def _is_meant(self, text: str, match: re.Match, digits: str) -> bool:
        before = text[max(0, match.start() - BEFORE) : match.start()]
        if match[2] == match[4] == "." or self._named.search(before):
            return True
        is_glued = before[-1:].isalpha() or before[-1:] in ("_", "#")
        return not (is_glued or self._other.search(before) or is_mobile(digits))
