"""What a word looks like where a password or key may stand: a secret, talk, or something that is plainly neither."""

import re
from itertools import pairwise

from dashboard.secrets.spans import HIDDEN

SIGNS = "!@#$%&*?+=^~"
TRAILING = ".,;:)]}>"
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NEITHER = re.compile(
    r"""(?ix)
    [a-z][a-z0-9+.-]*:// .*                         # an address on the web
    | www\. .*
    | (?: [\w-]+\. )+ (?: com|net|org|gov|edu|br|io|app|dev|info|biz|online|site|store|shop|tech|co|pt|eu|local )
      (?: /.* )?                                    # a host, as people write their domain
    | \(? \d{1,4} [/.-] \d{1,2} [/.-] \d{1,4} .*    # a date
    | \d{1,2} [:h] \d{0,2} (?: :\d\d )? h?          # a time of day
    | \d{1,3} (?: \.\d{1,3} ){3} (?: :\d+ )?        # an IP address
    | r?\$ \d [\d.,]* | \d+ (?: [.,]\d+ )+ %? | \d+ %   # an amount
    | \d+ (?: h|hs|min|s|ms|gb|mb|kb|k|x|d|px|º|ª|o|a )    # a measure
    """
)
PLACEHOLDER = re.compile(r"[*xX._#?\-]+|[<{\[$%(].*[>}\])%]|\$\{?[A-Z_]+\}?|%s|\.{2,}.*")


def is_neither(word: str) -> bool:
    """Hidden already, an address, a date, an amount, or a mere place for a password."""
    return (
        HIDDEN in word
        or bool(NEITHER.fullmatch(word))
        or bool(ADDRESS.fullmatch(word))
        or bool(PLACEHOLDER.fullmatch(word))
    )


def is_strong(word: str) -> bool:
    """Four characters or more that nobody writes as a word: letters with digits or signs, or case within."""
    if len(word) < 4 or is_neither(word):
        return False
    has_letter = any(letter.isalpha() for letter in word)
    has_digit = any(letter.isdigit() for letter in word)
    has_sign = any(letter in SIGNS for letter in word.rstrip("!?"))
    return (has_digit and (has_letter or has_sign)) or (has_letter and has_sign)


def is_number(word: str, at_least: int) -> bool:
    """Digits alone, and enough of them."""
    return word.isdigit() and len(word) >= at_least


def is_random(word: str) -> bool:
    """Sixteen characters or more that keep changing between capitals, small letters and digits."""
    if len(word) < 16 or is_neither(word) or not any(letter.isdigit() for letter in word):
        return False
    kinds = [_kind(letter) for letter in word if letter.isalnum()]
    changes = [{one, other} for one, other in pairwise(kinds) if one != other]
    return len(changes) >= 5 and sum("digit" in change for change in changes) >= 3


def _kind(letter: str) -> str:
    return "digit" if letter.isdigit() else "capital" if letter.isupper() else "small"


def bare(word: str) -> str:
    """The word without the punctuation of its sentence."""
    return word.rstrip(TRAILING)
