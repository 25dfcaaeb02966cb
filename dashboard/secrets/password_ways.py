"""The ways in which people tell a password, each a pattern of its own.

``word`` is the word for one, ``tail`` what stands between, and the value is ``quoted`` or ``bare``.
"""

import re
from dataclasses import dataclass

from dashboard.secrets.words import either
from dashboard.settings import SecretWords

TAG = r"</?\w[^<>\n]{0,80}>|&nbsp;"
CLOSED = rf"(?:{TAG}|[\"'`*\]]){{0,4}}"
OPEN = rf"(?:{TAG}|[*_]{{1,3}}(?=\S)|\s){{0,6}}"
VALUE = r"""(?:(?P<quote>["'`“‘])(?P<quoted>[^"'`“”‘’\n]{1,64})["'`”’]|(?P<bare>[^\s<>"“”`']{1,100}))"""
DIRECT = r"\(?(?P<quote>[\"'`“‘]?)(?P<bare>[^\s<>\"“”`']{4,64})"
TAIL = r"(?P<tail>(?:[ \t]+[^\s:=<>,;!?\"]{1,40}){0,5}?(?:[ \t]*\([^()\n]{1,40}\))?)"


@dataclass(frozen=True)
class Ways:
    """The patterns under the words of the settings."""

    place: re.Pattern
    """The word alone: ``told``, ``direct``, ``became`` and ``was`` are tried where it stands."""
    pair: re.Pattern
    told: re.Pattern
    direct: re.Pattern
    became: re.Pattern
    was: re.Pattern
    next_kind: re.Pattern
    before: re.Pattern

    @classmethod
    def under(cls, words: SecretWords) -> "Ways":
        """All ways with these words."""
        password, kinds, becomes = map(either, (words.password, words.password_kinds, words.password_becomes))
        word = rf"(?P<word>(?<![^\W_]){password}\d?(?:_[a-z]{{1,20}})?(?![^\W_]))"
        direct = rf"[ \t]+{DIRECT}"
        return cls(
            place=_compiled(password),
            pair=_pair(word, either(words.login)),
            told=_told(word, password, either(words.password_verbs)),
            direct=_compiled(rf"{word}(?P<tail>(?:[ \t]+{kinds})?){direct}"),
            became=_compiled(rf"{word}(?P<tail>(?:[ \t]+[\w@.+-]{{1,60}}){{0,4}}?)[ \t]+{becomes}{direct}"),
            was=_compiled(rf"{word}(?P<tail>)[ \t]+(?:de|from){direct}(?=[ \t]+{becomes})"),
            next_kind=_compiled(rf"\s*[,;/]?\s*(?:(?:e|and)\s+)?(?:a\s+)?{kinds}\s*(?:[:=]|é\s|is\s)\s*{DIRECT}"),
            before=_before(word),
        )


def _pair(word: str, login: str) -> re.Pattern:
    """``login e senha: joao / abc123``"""
    return _compiled(
        rf"(?<![^\W_]){login}[ \t]{{0,3}}(?:[/|&,+-]|e|and)[ \t]{{0,3}}(?:(?:a|sua|minha)[ \t])?{word}{CLOSED}"
        rf"[ \t]*(?P<sign>[:=])?\s{{0,3}}{OPEN}(?P<user>[^\s/|:;,<>\"']{{1,60}})"
        r"(?P<joint>[ \t]*[/|:;,][ \t]*|[ \t]+(?:(?:e|and|-)[ \t]+)?)(?P<bare>[^\s<>\"'`]{3,64})"
    )


def _told(word: str, password: str, verbs: str) -> re.Pattern:
    """Behind a colon, an equals sign, a verb, a cell's border or a line's end; ``DB_PASSWORD=`` and the like, too."""
    assigned = rf"(?P<assigned>{password}[\w-]{{0,20}}(?=\s?=))"
    verb = rf"[ \t]+{verbs}[ \t]*:?(?=[\s\"'“`])"
    cell = r"\s*</\w+>\s*<\w[^<>\n]{0,80}>"
    return _compiled(
        rf"(?:{assigned}|{word}){CLOSED}{TAIL}{CLOSED}"
        rf"(?P<sign>\s*(?:=>|->|→|:(?!//)|=)|,(?=\s?['\"])|{verb}|{cell}|[ \t]*\n){OPEN}{VALUE}"
    )


def _before(word: str) -> re.Pattern:
    """``Abc@123 é a senha``"""
    return _compiled(
        r"(?<!\S)[\"'“(]?(?P<bare>[^\s<>\"'“”()]{4,64})[\"'”)]?,?[ \t]+(?:que[ \t]+)?(?:é|eh|e|is|era|was)[ \t]+"
        rf"(?:[^\W\d_]{{1,8}}[ \t]+){{0,2}}{word}"
    )


def _compiled(pattern: str) -> re.Pattern:
    return re.compile(pattern, re.IGNORECASE)


COMMANDS = (
    (
        "-p",
        _compiled(
            r"\b(?:mysql\w*|mariadb\w*|sshpass)\b[^\n|;]{0,120}?[ \t]-p[ \t]?(?=[^\s-])['\"]?(?P<bare>[^\s'\"]{4,64})"
        ),
    ),
    ("-u", _compiled(r"[ \t](?:-u|--user)[ \t=]['\"]?[\w.@+-]{1,60}:(?P<bare>[^\s'\"]{3,64})")),
)
"""Passwords as options of commands, without any word for them; each with what stands wherever it does."""
