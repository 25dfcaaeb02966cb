"""Keys of programs: by the beginning that names their system, by the words before them, and private keys as files."""

import re
from collections.abc import Iterator

from dashboard.secrets.spans import HIDDEN, MARK, Span
from dashboard.secrets.values import bare, is_random
from dashboard.secrets.words import cores, either, stands
from dashboard.settings import SecretWords

_FILE = re.compile(
    r"-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----\s*(?P<secret>[^-]{1,20000}?)"
    r"(?=\s*-----END|\s*\Z|[^A-Za-z0-9+/=\s:,>-])"
)
PREFIXES = (
    r"(?P<aws>AKIA|ASIA)[A-Z0-9]{16}",
    r"(?P<github>gh[pousr]_|github_pat_)\w{20,255}",
    r"(?P<gitlab>gl(?:pat|rt|dt)-)[\w-]{20,64}",
    r"(?P<stripe>[sr]k_(?:live|test)_|whsec_)\w{16,255}",
    r"(?P<openai>sk-(?:ant-|proj-)?)(?=[\w-]*\d)[\w-]{20,255}",
    r"(?P<slack>xox[abeprs]-|xapp-)[\w-]{10,255}",
    r"(?P<google>AIza)[\w-]{35}",
    r"(?P<oauth>ya29\.)[\w-]{20,255}",
    r"(?P<sendgrid>SG\.)[\w-]{16,64}\.[\w-]{16,64}",
    r"(?P<npm>npm_)\w{36}",
    r"(?P<pypi>pypi-)[\w-]{40,255}",
    r"(?P<mercado>APP_USR-)[\w-]{20,255}",
    r"(?P<asaas>\$aact_)[\w=:+/-]{20,255}",
    r"(?P<telegram>)(?<!\d)\d{8,10}:AA[\w-]{32,34}",
    r"(?P<jwt>eyJ)[\w-]{5,4000}\.eyJ[\w-]{5,8000}\.[\w-]{5,4000}",
)
BEGINNINGS = (
    "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "glrt-", "gldt-", "_live_",
    "_test_", "whsec_", "sk-", "xox", "xapp-", "AIza", "ya29.", "SG.", "npm_", "pypi-", "APP_USR-", "$aact_", ":AA",
    "eyJ",
)  # fmt: skip
"""One of these stands wherever a key is known by how it begins: to look for them first costs next to nothing."""
_KNOWN = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(PREFIXES)})(?![\w])")
_HOOK = re.compile(r"(?<=hooks\.slack\.com/services/)[\w/]{20,100}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_JOINT = r"""(?:</?\w[^<>\n]{0,60}>|["'`*:=>\s]|->)"""
_TOKEN = r"(?P<value>[\w+/=.$:~-]{16,2000})"


class Keys:
    """Finds the keys; ``key`` are the words before one."""

    def __init__(self, words: SecretWords) -> None:
        self._words = cores(words.key)
        link = r"(?:[ \t]+(?:[^\W\d_]|[.@_-]){1,30}){0,4}?"
        self._named = re.compile(
            rf"(?<![^\W_])(?P<word>{either(words.key)})(?:_[a-z]{{1,20}}){{0,2}}(?![^\W_]){link}"
            rf"{_JOINT}{{1,8}}(?:(?:é|eh|is|e|bearer|basic)\s{{1,3}})?[\"'`]?(?<![\w+/=.$~-]){_TOKEN}",
            re.IGNORECASE,
        )

    def find(self, text: str, plain: str) -> Iterator[Span]:
        """Private key files first, then known cores, then long random words behind a word that announces one."""
        if "-----BEGIN" in text:
            yield from (Span(*match.span("secret"), "key") for match in _FILE.finditer(text) if _is_open(match))
        if stands(BEGINNINGS, text):
            for match in _KNOWN.finditer(text):
                yield Span(*match.span(), "key", (match[match.lastgroup] or "") + MARK)
        if "hooks.slack" in text:
            yield from (Span(*match.span(), "key") for match in _HOOK.finditer(text))
        if stands(self._words, plain):
            yield from self._announced(text)

    def _announced(self, text: str) -> Iterator[Span]:
        place = 0
        while match := self._named.search(text, place):
            value = bare(match["value"])
            if is_random(value) or _UUID.fullmatch(value):
                yield Span(match.start("value"), match.start("value") + len(value), "key")
                place = match.end()
            else:
                place = match.end("word")


def _is_open(match: re.Match) -> bool:
    return HIDDEN not in match["secret"]
