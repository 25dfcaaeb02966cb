"""Fingerprints: how a value is known again that is kept nowhere.

A print is a salted hash. It tells whether a value is the one meant, and not what that is; whoever has the ledger and
a list of candidates can try them, which is why the ledger stays in the data folder (docs/privacy.md).
"""

import hashlib
import re

from dashboard.reach import phones
from dashboard.spelling import plain

EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
NUMBER = r"\+?\(?[0-9][0-9 ().\-/]{6,18}[0-9]"
"""What may be an address or a phone in a text; in the dialect that Python and DuckDB share."""
FEWEST_NAME_WORDS = 2
"""A single word is nobody's name: "Rosa" is a colour."""


def of(salt: str, kind: str, value: str) -> str:
    """The print of a value; DuckDB's ``sha256(salt || kind || ':' || value)`` is the same."""
    return hashlib.sha256(f"{salt}{kind}:{value}".encode()).hexdigest()


def of_id(salt: str, kind: str, source: str, value: str) -> str:
    """The print of a customer's or a contact's id."""
    return of(salt, kind, f"{source}:{value}")


def email(salt: str, written: str) -> str:
    """The print of an address."""
    return of(salt, "email", written.strip().lower())


def phones_in(salt: str, cell: str) -> set[str]:
    """The prints of the numbers of a phone cell, each with and without its country and its ninth digit's place."""
    found = set()
    for number in phones.understood(cell):
        if number.national and not number.national.startswith("+"):
            found.add(of(salt, "phone", digits(number.national)))
    found.add(of(salt, "phone", national_digits(cell)))
    return found


def digits(written: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", written)


def national_digits(written: str) -> str:
    """The digits without Brazil's country code and without a leading zero."""
    bare = digits(written).lstrip("0")
    return bare[2:] if bare.startswith("55") and len(bare) > 11 else bare


def words(name: str) -> list[str]:
    """The words of a name as they are compared: lower case, no accents."""
    return re.findall(r"[a-z0-9']+", plain(name))


def name(salt: str, written: str) -> str | None:
    """The print of a full name; ``None`` of a single word."""
    found = words(written)
    return of(salt, "name", " ".join(found)) if len(found) >= FEWEST_NAME_WORDS else None


def first_word(salt: str, word: str) -> str:
    """Four digits of a word's print: enough to pass over most texts, too few to tell which word it is."""
    return of(salt, "first", word)[:4]
