"""METRICS' rule for a closing message, a second time: what the simulated customers write is judged by it."""

import re
import unicodedata
from functools import cache

from dashboard.settings import Words


@cache
def plain(text: str) -> str:
    """Lower case, no accents, single blanks, punctuation as blanks."""
    bare = "".join(one for one in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^a-z0-9']+", " ", bare).split())


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern:
    longest_first = sorted((plain(phrase) for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))})(?!\S)")


def has(text: str, phrases: list[str]) -> bool:
    """True where one of the phrases stands in the text as whole words."""
    return _pattern(tuple(phrases)).search(plain(text)) is not None


def ending(text: str, words: Words) -> str:
    """closing, thanks, hedged, own step or other."""
    if "?" in text or has(text, words.request) or has(text, words.negation) or has(text, words.promise):
        return "other"
    if has(text, words.own_step):
        return "own step"
    if len(text.split()) > words.closing_word_limit:
        return "other"
    if has(text, words.confirmation):
        return "hedged" if has(text, words.hedge) else "closing"
    if has(text, words.hedge):
        return "hedged"
    return "thanks" if _is_thanks(text, words) else "other"


def _is_thanks(text: str, words: Words) -> bool:
    left, number = _pattern(tuple(words.thanks)).subn(" ", plain(text))
    return number > 0 and not [word for word in left.split() if word not in words.courtesy]
