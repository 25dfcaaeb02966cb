"""Passwords: what follows the word for one and is no talk about it ("esqueci minha senha" hides nothing)."""

import re
from collections.abc import Iterator

from dashboard.secrets.password_ways import COMMANDS, Ways
from dashboard.secrets.spans import Span
from dashboard.secrets.values import bare, is_neither, is_number, is_strong
from dashboard.secrets.words import cores, folded, stands
from dashboard.settings import SecretWords

_ENDS = re.compile(r"\s*(?:$|[\n.,;/|)<\]}\"'*]|-\s)")
_NEXT = re.compile(r"\s*(?:,|;|/|\be\b|\bou\b|\band\b|\bor\b)\s*(?P<bare>[^\s<>\"'`,;]{4,64})")
_QUERY = re.compile(r"[?&]\w*$")
LIKE_ADJECTIVES = re.compile(
    r".{2,}(?:d[oa]s?|iv[oa]|os[oa]|[ai]vel|mente|ória|ório|ente|ed|ing|able|ly|ant|ent)", re.IGNORECASE
)


class Passwords:
    """Finds the value alone, the surest way of telling it first."""

    def __init__(self, words: SecretWords) -> None:
        self._ways = Ways.under(words)
        self._words = cores(words.password)
        self._denial = {folded(one) for one in words.password_denial}
        self._talk = {folded(one) for one in words.password_talk}

    def find(self, text: str, plain: str) -> Iterator[Span]:
        """The values, in whatever way they are told."""
        if stands(self._words, plain):
            yield from self._told_by_words(text)
        for pattern in (pattern for sign, pattern in COMMANDS if sign in plain):
            yield from (_span(match) for match in pattern.finditer(text) if not is_neither(match["bare"]))

    def _told_by_words(self, text: str) -> Iterator[Span]:
        places = [match.start() for match in self._ways.place.finditer(text)]
        yield from self._pairs(text)
        yield from self._values(text, places)
        for pattern in (self._ways.direct, self._ways.became, self._ways.was):
            matches = (pattern.match(text, place) for place in places)
            yield from (_span(match) for match in matches if match and self._is_meant(match))
        yield from (_span(match) for match in _each(self._ways.before, text) if is_strong(bare(match["bare"])))

    def _pairs(self, text: str) -> Iterator[Span]:
        """``login e senha: joao / abc123``; what stands before the password is told to be none."""
        for match in _each(self._ways.pair, text):
            value = bare(match["bare"])
            if match["joint"].isspace() and not match["sign"]:
                continue
            is_certain = match["joint"].strip() in ("/", "|", ":") and not self._is_talk(match["user"], value)
            if is_strong(value) or is_number(value, 4) or (is_certain and not is_neither(value)):
                yield _span(match)
                yield Span(*match.span("user"), "")
            elif is_neither(value):
                yield Span(*match.span("user"), "")

    def _values(self, text: str, places: list[int]) -> Iterator[Span]:
        """Behind a colon, an equals sign, a verb or a cell's border."""
        done = 0
        for place in places:
            match = self._ways.told.match(text, place) if place >= done else None
            if match and self._is_value(match):
                span = self._cut(match)
                yield span
                yield from self._others(text, match, span)
                done = span.end

    def _is_value(self, match: re.Match) -> bool:
        value = match["quoted"] or bare(match["bare"] or "")
        is_starred = match.string[: match.start("bare")].endswith("***") if match["bare"] else False
        if self._is_denied(match) or is_neither(value) or not value or is_starred:
            return False
        if match["quoted"]:
            return not self._is_talk(*value.split())
        if is_strong(value) or is_number(value, 4):
            return True
        is_sure = match["sign"].strip() in (":", "=", "=>", "->", "→")
        ends = _ENDS.match(match.string, match.start("bare") + len(value))
        return bool(is_sure and ends and len(value) > 3 and self._is_plain_secret(value))

    def _is_plain_secret(self, value: str) -> bool:
        """A single word that is no talk: people do take their team for a password."""
        return value.isalpha() and not self._is_talk(value) and not LIKE_ADJECTIVES.fullmatch(value)

    def _cut(self, match: re.Match) -> Span:
        """In settings and addresses ``;`` and ``&`` end the value."""
        span = _span(match)
        if match["quoted"] or "=" not in match["sign"] or match.string[match.start("bare") - 1] != "=":
            return span
        value = match.string[span.start : span.end]
        word = "word" if match["word"] else "assigned"
        signs = ";&" if _QUERY.search(match.string[: match.start(word)]) else ";"
        ends = [value.find(sign) for sign in signs if sign in value]
        return Span(span.start, span.start + min(ends), "password") if ends else span

    def _others(self, text: str, match: re.Match, span: Span) -> Iterator[Span]:
        """Several: behind the plural (``senhas: um1234 e dois5678``), or one by one (``senha antiga: …, nova: …``)."""
        if (kind := self._ways.next_kind.match(text, span.end)) and is_strong(bare(kind["bare"])):
            yield _span(kind)
        if not (match["word"] or "").lower().endswith("s"):
            return
        place = span.end
        while (other := _NEXT.match(text, place)) and is_strong(bare(other["bare"])):
            yield _span(other)
            place = other.start("bare") + len(bare(other["bare"]))

    def _is_meant(self, match: re.Match) -> bool:
        value = bare(match["bare"])
        return (is_strong(value) or is_number(value, 5)) and not self._is_denied(match)

    def _is_denied(self, match: re.Match) -> bool:
        return any(_plain(word) in self._denial for word in match["tail"].split())

    def _is_talk(self, *words: str) -> bool:
        return any(_plain(word) in self._talk for word in words)


def _plain(word: str) -> str:
    return folded(word.strip(".,!?()"))


def _each(pattern: re.Pattern, text: str) -> Iterator[re.Match]:
    """Every match, also those that begin within the one before, behind its word."""
    place = 0
    while match := pattern.search(text, place):
        yield match
        place = max(match.start() + 1, match.start("word") if match.start("word") > match.start() else 0)


def _span(match: re.Match) -> Span:
    """The value, without the punctuation of its sentence."""
    groups = match.groupdict()
    if groups.get("quoted"):
        return Span(*match.span("quoted"), "password")
    return Span(match.start("bare"), match.start("bare") + len(bare(match["bare"])), "password")
