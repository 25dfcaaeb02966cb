"""Keys to be paid by Pix: random ones, and what is said to be one (an e-mail address, a phone)."""

import re
from collections.abc import Iterator

from dashboard.secrets.spans import Span
from dashboard.secrets.words import cores, either, stands
from dashboard.settings import SecretWords

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_EMAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
_PHONE = r"(?:\+?55[ .-]?)?\(?\d{2}\)?[ .-]?9?\d{4}[ .-]?\d{4}(?![\d,./-])"
_CPF = r"\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?![\d,./-])"
_LINK = r"(?:\s*\([^()\n]{1,30}\))?\s*(?:[:=]|->|(?:é|eh|is|e)\s)?\s*"
_RANDOM = re.compile(rf"(?<![\w/=-])(?:{UUID})(?![\w-])", re.IGNORECASE)
_IN_CODE = re.compile(
    rf"br\.gov\.bcb\.pix01(?:36(?P<random>{UUID})|\d\d(?P<email>{_EMAIL}?(?=52040000)))", re.IGNORECASE
)


class Pix:
    """Finds the keys; ``random_ids`` are words for what looks like a random key and is none."""

    def __init__(self, words: SecretWords) -> None:
        self._words = cores(words.pix)
        pix = either(words.pix)
        word = r"[ \t]+[^\W\d_]{1,15}"
        key = either(words.pix_key)
        key = rf"\b(?:{key}(?:[ \t]+d[aeo])?[ \t]+{pix}|{pix}[ \t]+{key})\b(?:{word}){{0,3}}?"
        value = rf"(?P<value>{UUID}|{_EMAIL}|{_CPF}|{_PHONE})"
        self._said = re.compile(rf"(?:{key}|\b{pix}\b){_LINK}(?<![\w@.+-]){value}", re.IGNORECASE)
        self._pix = re.compile(rf"\b{pix}\b", re.IGNORECASE)
        self._other = re.compile(rf"{either(words.random_ids)}[^\n]{{0,12}}$", re.IGNORECASE)

    def find(self, text: str, plain: str) -> Iterator[Span]:
        """What follows the words, what a code to copy holds, and random keys wherever Pix is the matter."""
        if not stands(self._words, plain) and "-4" not in text:
            return
        for match in self._said.finditer(text):
            yield Span(*match.span("value"), "pix")
        for match in _IN_CODE.finditer(text):
            yield Span(*match.span("random" if match["random"] else "email"), "pix")
        is_alone = bool(_RANDOM.fullmatch(text.strip()))
        if is_alone or self._pix.search(text):
            for match in _RANDOM.finditer(text):
                if is_alone or not self._other.search(text[max(0, match.start() - 40) : match.start()]):
                    yield Span(*match.span(), "pix")
