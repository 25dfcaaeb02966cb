"""METRICS' rule for a closing message, a second time: what the simulated customers write is judged by it."""

import re
import unicodedata
from functools import cache

from dashboard.settings import Words

BEFORE, AFTER = 2, 3
"""Words of any kind that a clause may hold before and after what closes."""


@cache
def plain(text: str) -> str:
    """Lower case, no accents, single blanks, punctuation as blanks."""
    return " ".join(re.sub(r"[^a-z0-9']+", " ", _bare(text)).split())


def _bare(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(one))


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern:
    """The phrases as whole words; ``pode/podem`` is either, ``*`` any letters. Signs such as 👍 have no words."""
    worded = [" ".join(_word(word) for word in _bare(phrase).split()) for phrase in phrases if re.search(r"\w", phrase)]
    longest_first = sorted(worded, key=lambda phrase: -phrase.count(" "))
    return re.compile(rf"(?<!\S)(?:{'|'.join(longest_first)})(?!\S)")


def _word(word: str) -> str:
    either = [" ".join(re.findall(r"[a-z0-9'*]+", one)).replace("*", "[a-z0-9']*") for one in word.split("/")]
    return f"(?:{'|'.join(either)})"


def has(text: str, phrases: list[str]) -> bool:
    """True where one of the phrases stands in the text as whole words."""
    return _pattern(tuple(phrases)).search(plain(text)) is not None


def ending(text: str, words: Words) -> str:
    """closing, thanks, hedged, own step or other."""
    weighed = _weighed(text, words)
    if "?" in text or has(weighed, words.request) or has(weighed, words.negation) or has(text, words.promise):
        return "other"
    if has(text, words.own_step):
        return "own step"
    if len(text.split()) > words.closing_word_limit:
        return "other"
    hedged = has(weighed, words.hedge)
    if has(text, words.confirmation + words.acceptance):
        return "hedged" if hedged else "closing"
    if hedged:
        return "hedged"
    return "thanks" if _only_closes(text, words) else "other"


def _weighed(text: str, words: Words) -> str:
    """The text without what looks like a request or a negation and is none."""
    return _without_denied_trouble(_pattern(tuple(words.harmless)).sub(" ", plain(text)), words)


def _without_denied_trouble(text: str, words: Words) -> str:
    found = text.split()
    denial, between, trouble = (_pattern(tuple(one)) for one in (words.denial, words.denial_between, words.trouble))
    kept = list(found)
    for start, word in enumerate(found):
        end = start + 1
        while denial.fullmatch(word) and end < min(len(found), start + 4) and between.fullmatch(found[end]):
            end += 1
        if denial.fullmatch(word) and end < len(found) and trouble.fullmatch(found[end]):
            kept[start : end + 1] = [""] * (end + 1 - start)
    return " ".join(kept)


def _only_closes(text: str, words: Words) -> bool:
    """Each clause is of closing words, or has one with a few others beside it; one at least closes."""
    closers = words.thanks + words.praise + words.success
    clauses = [_without_denied_trouble(plain(clause), words) for clause in re.split(r"[.,;:!\n()]", text)]
    return has(text, closers) and all(_clause_closes(clause, closers, words.courtesy) for clause in clauses)


def _clause_closes(clause: str, closers: list[str], courtesy: list[str]) -> bool:
    if not _pattern(tuple(closers + courtesy)).sub(" ", clause).split():
        return True
    found = _pattern(tuple(closers)).finditer(clause)
    return any(
        len(clause[: one.start()].split()) <= BEFORE and len(clause[one.end() :].split()) <= AFTER for one in found
    )
