"""Words of the settings as patterns: accents, case and what joins two words (``api_key``) do not count."""

import re

ACCENTED = {"a": "aáàâãä", "c": "cç", "e": "eéèêë", "i": "iíìîï", "n": "nñ", "o": "oóòôõö", "u": "uúùûü"}
PLAIN = {letter: plain for plain, letters in ACCENTED.items() for letter in letters}
_ACCENTS = [(letter, plain) for letter, plain in PLAIN.items() if letter != plain]
NEVER = "(?!)"


def either(words: list[str]) -> str:
    """A group that matches any of the words, the longest first; nothing where there are none."""
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(_pattern, longest_first))})" if words else NEVER


def _pattern(word: str) -> str:
    return r"[\s_-]?".join("".join(map(_letter, part)) for part in word.lower().split())


def _letter(letter: str) -> str:
    plain = PLAIN.get(letter, letter)
    return f"[{ACCENTED[plain]}]" if plain in ACCENTED else re.escape(letter)


def folded(text: str) -> str:
    """Lower case without accents, as words are compared one by one."""
    plain = text.lower()
    if not plain.isascii():
        for letter, without in _ACCENTS:  # one by one, these are found ten times faster than by str.translate
            plain = plain.replace(letter, without)
    return plain


def cores(words: list[str]) -> tuple[str, ...]:
    """What must stand in a folded text where any of the words does: a cheap look before the patterns."""
    return tuple(dict.fromkeys(max(folded(word).split(), key=len) for word in words))


def stands(words: tuple[str, ...], text: str) -> bool:
    """One of the words is somewhere in the text; asked so often that a generator would cost more than the answer."""
    for word in words:  # noqa: SIM110 (twice as fast as any())
        if word in text:
            return True
    return False
