"""All the rules over one text, and the cheap question that spares most texts from them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dashboard.secrets import addresses
from dashboard.secrets.cards import Cards
from dashboard.secrets.keys import Keys
from dashboard.secrets.passwords import Passwords
from dashboard.secrets.people import People
from dashboard.secrets.pix import Pix
from dashboard.secrets.spans import Span, replaced, settled
from dashboard.secrets.words import either, folded
from dashboard.settings import SecretWords

_DIGITS = re.compile(r"\d{3}\D?\d{3}\D?\d{3}")
MOST_ROUNDS = 20
"""No text met needs more than three."""


@dataclass(frozen=True)
class Masked:
    """A text without its secrets, and how many of each kind are hidden in it."""

    text: str
    counts: Counter[str] = field(default_factory=Counter)


class Masker:
    """The rules under the words of the settings; make one and use it for all texts."""

    def __init__(self, words: SecretWords) -> None:
        self._words = words
        self._keys, self._passwords, self._pix = Keys(words), Passwords(words), Pix(words)
        self._cards, self._people = Cards(words), People(words)

    def mask(self, text: str) -> Masked:
        """The text with every secret behind a mark."""
        return _masked(text, self._found)

    def mask_announced(self, text: str) -> Masked:
        """The same for a cell of contact data: its numbers and addresses are what it is for, so words must tell."""
        return _masked(text, self._announced)

    def _announced(self, text: str) -> Iterator[Span]:
        plain = folded(text)
        if "://" in text:
            yield from addresses.find(text)
        yield from self._keys.find(text, plain)
        yield from self._passwords.find(text, plain)

    def _found(self, text: str) -> Iterator[Span]:
        """The surest rules first: where two claim a place, the first has it."""
        yield from self._announced(text)
        plain = folded(text)
        yield from self._cards.find(text, plain)
        if _DIGITS.search(text):
            yield from self._people.find(text)
        yield from self._pix.find(text, plain)

    @property
    def candidate(self) -> str:
        """A regular expression that holds for every text in which a rule could find something.

        Written for RE2, which DuckDB runs over millions of texts; it knows no look-around, and classes of all letters
        or bounded repeats would make it a hundred times slower.
        """
        words = self._words
        whole = either([*words.password, *words.key, *words.card_code, *words.pix])
        told = rf"(?:^|[^a-z0-9]){whole}(?:[^a-z]|$)|{either(words.password)}[^\s=]*\s?="
        return f"(?i:{told}{SIGNS_OF_ALL})"


def _masked(text: str, find: Callable[[str], Iterator[Span]]) -> Masked:
    """Masked until nothing more is found: a mark may make clear what stands beside it."""
    counts: Counter[str] = Counter()
    for _ in range(MOST_ROUNDS):
        spans = settled(find(text))
        if not spans:
            break
        text = replaced(text, spans)
        counts.update(span.kind for span in spans)
    return Masked(text, counts)


SIGNS_OF_ALL = (
    r"|\d(?:[ .\-/\x{a0}]?\d){10}|://[^\s/]*@|[0-9a-f]{8}-[0-9a-f]{4}-4"
    r"|akia|asia|gh[pousr]_|github_pat_|gl(?:pat|rt|dt)-|[sr]k_(?:live|test)_|whsec_|sk-|xox[abeprs]-|xapp-|aiza|ya29\.|sg\.|npm_|pypi-|app_usr-|\$aact_|:aa|eyj"
    r"|private key|hooks\.slack|[ \t]-u[ \t]|--user|sshpass|(?:mysql|mariadb)[^\n]* -p"
)
"""What the rules look for beside the words."""
