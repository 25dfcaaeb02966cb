"""The type of a case that the customer's words suggest: an offer to whoever opens it, never applied by itself."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboard.settings import Settings
from dashboard.spelling import plain

GRAVEST_FIRST = ("denunciation", "data_subject", "complaint", "request", "suggestion", "praise")
"""Between types that as many words speak for, the one that would be missed most."""


@dataclass(frozen=True)
class Suggestion:
    """A type and the customer's words that speak for it, as they were written."""

    case_type: str
    words: tuple[str, ...]


def suggested(settings: Settings, text: str) -> list[Suggestion]:
    """The types that the words speak for, the likeliest first; empty where nothing does."""
    phrases = settings.ombudsman.words.model_dump()
    found = [Suggestion(case_type, _said(tuple(phrases[case_type]), text)) for case_type in GRAVEST_FIRST]
    return sorted((one for one in found if one.words), key=lambda one: -len(one.words))


def _said(phrases: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The different passages in which a phrase occurs, as written."""
    spelt, places = _spelt(text)
    passages = [text[places[hit.start()] : places[hit.end() - 1] + 1] for hit in _pattern(phrases).finditer(spelt)]
    return tuple(dict.fromkeys(passages))


def _spelt(text: str) -> tuple[str, list[int]]:
    """The text without accents and case, and for each of its signs the place in the text that it comes from."""
    signs = [(plain(sign) if not sign.isspace() else " ", place) for place, sign in enumerate(text)]
    return "".join(sign for sign, _ in signs), [place for sign, place in signs for _ in sign]


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words; ``a/b`` stands for either word, ``*`` for any letters. The phrase of more words wins."""
    written = sorted(phrases, key=lambda phrase: len(phrase.split()), reverse=True)
    either = "|".join(r"\s+".join(_word(word) for word in phrase.split()) for phrase in written)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if either else r"(?!)")


def _word(word: str) -> str:
    choices = (r"\w*".join(re.escape(part) for part in choice.split("*")) for choice in plain(word).split("/"))
    return f"(?:{'|'.join(choices)})"
