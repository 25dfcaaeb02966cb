"""METRICS' rule for a closing message, a second time: what the simulated customers write is judged by it."""

import re
import unicodedata

from dashboard.settings import Words


def plain(text: str) -> str:
    """Lower case, no accents, single blanks, punctuation as blanks."""
    bare = "".join(one for one in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^a-z0-9']+", " ", bare).split())


def has(text: str, phrases: list[str]) -> bool:
    """True where one of the phrases stands in the text as whole words."""
    return any(re.search(rf"(?<!\S){re.escape(plain(phrase))}(?!\S)", plain(text)) for phrase in phrases)


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
    left = plain(text)
    found = False
    for phrase in sorted(words.thanks, key=len, reverse=True):
        left, number = re.subn(rf"(?<!\S){re.escape(plain(phrase))}(?!\S)", " ", left)
        found = found or number > 0
    return found and not [word for word in left.split() if word not in words.courtesy]
