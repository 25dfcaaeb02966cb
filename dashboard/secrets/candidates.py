"""The cheap question that spares most texts from the rules, as regular expressions for DuckDB's RE2.

Each holds for every text in which a rule could find something, and is to be as narrow as RE2 allows: it looks through
millions of texts in a second or two, while the rules take one after the other. RE2 knows no look-around, so one
character before and behind is matched instead; and it tells only ASCII letters, which here makes a question wider.
"""

from dashboard.secrets.cards import SHAPES
from dashboard.secrets.numbers import BARE_CARD
from dashboard.secrets.words import either
from dashboard.settings import SecretWords

_GAP = r"[ .\x{a0}-]"
_LONG_NUMBER = rf"\d(?:(?:{_GAP}|/)?\d){{10}}"
_SHAPED = "|".join(_GAP.join(rf"\d{{{length}}}" for length in shape) for shape in SHAPES)
_CARD = rf"(?:^|[^\w/])(?:{BARE_CARD}|{_SHAPED})(?:\W|$)"
_CPF = (
    r"(?:^|[^\d/•.,-]|(?:^|\D)[.,-])"
    r"\d{3}[. \x{a0}]?\d{3}[. \x{a0}]?\d{3}[-./ \x{a0}]?\d{2}(?:$|[^\da-z.,/-]|[.,/-](?:\D|$))"
)
_ANNOUNCED = (
    r"://[^\s/]*@"
    r"|akia|asia|gh[pousr]_|github_pat_|gl(?:pat|rt|dt)-|[sr]k_(?:live|test)_|whsec_|sk-|xox[abeprs]-|xapp-|aiza|ya29\.|sg\.|npm_|pypi-|app_usr-|\$aact_|:aa|eyj"
    r"|private key|hooks\.slack|[ \t]-u[ \t=]|--user|sshpass|(?:mysql|mariadb)[^\n]*[ \t]-p"
)
"""What the rules for passwords and keys look for beside words."""
_RANDOM_ID = r"[0-9a-f]{8}-[0-9a-f]{4}-4"
# What keeps changing between letters and digits, or a UUID: all that is ever hidden behind a word for a key.
_BETWEEN = r"[+/=.$:~_-]"
_LETTER, _DIGIT = r"[a-z\x{80}-\x{10ffff}]", r"\p{N}"
_LETTERS, _DIGITS = (rf"{one}(?:{one}|{_BETWEEN})*" for one in (_LETTER, _DIGIT))
_KEY = (
    rf"(?:{_LETTERS}{_DIGITS}{_LETTERS}{_DIGIT}|{_DIGITS}{_LETTERS}{_DIGITS}{_LETTER}"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-)"
)


def candidate(words: SecretWords) -> str:
    """For a text as it was written."""
    told = _told([*words.password, *words.card_code, *words.pix])
    return _any(told, _key(words), _assigned(words), _ANNOUNCED, _RANDOM_ID, _CARD, _CPF)


def candidate_cell(words: SecretWords) -> str:
    """For a cell of contact data, where only what is announced is hidden."""
    return _any(_told(words.password), _key(words), _assigned(words), _ANNOUNCED)


def candidate_quoted(words: SecretWords) -> str:
    r"""For texts within JSON, where ``\n`` and the like stand before what begins a line: only the signs are asked."""
    told = _told([*words.password, *words.key, *words.card_code, *words.pix])
    return _any(told, _assigned(words), _ANNOUNCED, _RANDOM_ID, _LONG_NUMBER)


def _any(*patterns: str) -> str:
    return f"(?i:{'|'.join(filter(None, patterns))})"


def _key(words: SecretWords) -> str:
    return rf"{_told(words.key)}(?s:.*){_KEY}" if words.key else ""


def _told(words: list[str]) -> str:
    return rf"(?:^|[^a-z0-9]){_words(words)}(?:[^a-z]|$)"


def _assigned(words: SecretWords) -> str:
    return rf"{_words(words.password)}[^\s=]*\s?="


def _words(words: list[str]) -> str:
    """As the rules look for them; what is a blank to Python is more than what is one to RE2."""
    return either(words).replace(r"[\s_-]", r"[\s\v\x{1c}-\x{1f}\x{85}\p{Z}_-]")
