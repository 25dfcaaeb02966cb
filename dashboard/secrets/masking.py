"""All the rules over one text; ``candidates.py`` has the cheap questions that spare most texts from them."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dashboard.secrets import addresses, candidates
from dashboard.secrets.cards import Cards
from dashboard.secrets.keys import Keys
from dashboard.secrets.passwords import Passwords
from dashboard.secrets.people import People
from dashboard.secrets.pix import Pix
from dashboard.secrets.spans import Span, replaced, settled
from dashboard.secrets.words import folded
from dashboard.settings import SecretWords

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
        self._keys, self._passwords, self._pix = Keys(words), Passwords(words), Pix(words)
        self._cards, self._people = Cards(words), People(words)
        self.candidate, self.candidate_cell = candidates.candidate(words), candidates.candidate_cell(words)
        self.candidate_quoted = candidates.candidate_quoted(words)

    def mask(self, text: str) -> Masked:
        """The text with every secret behind a mark."""
        return _masked(text, self._found)

    def mask_announced(self, text: str) -> Masked:
        """The same for a cell of contact data: its numbers and addresses are what it is for, so words must tell."""
        return _masked(text, self._announced)

    def _announced(self, text: str, plain: str) -> Iterator[Span]:
        if "://" in text and "@" in text:
            yield from addresses.find(text)
        yield from self._keys.find(text, plain)
        yield from self._passwords.find(text, plain)

    def _found(self, text: str, plain: str) -> Iterator[Span]:
        """The surest rules first: where two claim a place, the first has it."""
        yield from self._announced(text, plain)
        yield from self._cards.find(text, plain)
        yield from self._people.find(text)
        yield from self._pix.find(text, plain)


def _masked(text: str, find: Callable[[str, str], Iterator[Span]]) -> Masked:
    """Masked until nothing more is found: a mark may make clear what stands beside it."""
    counts: Counter[str] = Counter()
    for _ in range(MOST_ROUNDS):
        spans = settled(find(text, folded(text)))
        if not spans:
            break
        text = replaced(text, spans)
        counts.update(span.kind for span in spans)
    return Masked(text, counts)
