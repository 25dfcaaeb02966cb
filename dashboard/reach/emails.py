"""E-mail cells: whether the one address in a cell could be written to, and what was probably meant where it could not.

Syntax by `email-validator` alone: the network is never asked, so an import needs none and tells nobody whom we know.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from email_validator import validate_email

from dashboard.reach import fillers, typos
from dashboard.reach.plain import trimmed, without_marks

Verdict = Literal["valid", "invalid", "empty"]
Reason = Literal[
    "domain",
    "empty-domain",
    "length",
    "local-part",
    "no-at",
    "placeholder",
    "several",
    "spaces",
    "tld",
    "two-ats",
    "typo",
]

# RFC 5321 4.5.3.1, in octets; a path of 256 has its two angle brackets.
_LOCAL_OCTETS, _LABEL_OCTETS, _ADDRESS_OCTETS = 64, 63, 254
_LONGEST_GUESS = 320
_REPAIRS = 5

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_QUOTED_LOCAL = re.compile(r'("(?:[^"\\]|\\.)*")@(.*)', re.DOTALL)
_BETWEEN_ADDRESSES = re.compile(r"[\s;,|<>/]+")
_AT_IN_WORDS = re.compile(r"\s?(?:＠|\(at\)|\[at\]|\(arroba\)|\[arroba\]|\sat\s|\sarroba\s)\s?", re.IGNORECASE)
_BLANKS_BESIDE = re.compile(r"\s*([@.])\s*")
_LINK = re.compile("^mailto:", re.IGNORECASE)
_DOTS = re.compile(r"\.{2,}")
_PRIVATE = {"local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp", "invalid", "test"}


@dataclass(frozen=True, slots=True)
class Email:
    """One cell as understood: the address if it is valid, else why not, and the valid one it probably stands for."""

    verdict: Verdict
    address: str | None = None
    reason: Reason | None = None
    suggestion: str | None = None


def understood(cell: str | None) -> Email:
    """What a cell says; surrounding blanks, angle brackets and a display name are no part of the address."""
    email = _judged(cell or "")
    return email if email.suggestion is None else replace(email, suggestion=_settled(email.suggestion))


def _settled(guess: str) -> str | None:
    """The valid address that a guess is or leads to: one cell may hold a blank, a trailing dot and a typo."""
    for _ in range(_REPAIRS):
        email = _judged(guess)
        if email.suggestion is None:
            return email.address
        guess = email.suggestion
    return None


def _judged(cell: str) -> Email:
    """The cell with a guess at what was meant; `_settled` tells whether the guess is any good."""
    text = trimmed(cell)
    shown = without_marks(text).strip()
    if not shown:
        return Email("empty")
    if "@" not in shown:
        return _without_at(shown)
    if shown.count("@") > 1 and _holds_several(shown):
        return _invalid("several")
    return _one(_bare(text))


def _without_at(text: str) -> Email:
    if fillers.says_none(text):
        return _invalid("placeholder")
    with_at = _AT_IN_WORDS.sub("@", text, count=1) if len(text) <= _LONGEST_GUESS else text
    return _invalid("no-at", with_at if with_at != text else None)


def _holds_several(text: str) -> bool:
    unquoted = _QUOTED.sub("q", text) if len(text) <= _LONGEST_GUESS else text
    pieces = _BETWEEN_ADDRESSES.split(unquoted)
    return sum("@" in piece[1:-1] for piece in pieces) > 1


def _bare(text: str) -> str:
    if text.endswith(">") and "<" in text:
        return text[text.rindex("<") + 1 : -1].strip()
    return text


def _one(address: str) -> Email:
    quoted = _QUOTED_LOCAL.fullmatch(address)
    if quoted:
        return _by_sides(quoted[1], quoted[2])
    if address.count("@") > 1:
        return _invalid("two-ats", re.sub("@{2,}", "@", address))
    local, _, domain = address.partition("@")
    return _by_sides(local, domain)


def _by_sides(local: str, domain: str) -> Email:
    """The rules in the order in which a person would name them; the library has the last word."""
    if not domain:
        return _invalid("empty-domain")
    if not local:
        return _invalid("local-part")
    if fillers.is_filler(local, domain):
        return _invalid("placeholder")
    return _by_signs(local, domain)


def _by_signs(local: str, domain: str) -> Email:
    address = f"{local}@{domain}"
    if not local.startswith('"') and re.search(r"\s", address):
        return _invalid("spaces", _BLANKS_BESIDE.sub(r"\1", address) if len(address) <= _LONGEST_GUESS else None)
    if _is_too_long(local, domain):
        return _invalid("length")
    tidy = _LINK.sub("", without_marks(local))
    if tidy != local:
        return _invalid("local-part", f"{tidy}@{domain}")
    return _by_domain(local, domain)


def _by_domain(local: str, domain: str) -> Email:
    tidy = _DOTS.sub(".", without_marks(domain).strip(".,;"))
    if tidy != domain:
        return _invalid("domain", f"{local}@{tidy}")
    small = domain.lower()
    right = typos.meant(small)
    if right and _validated(f"{local}@{right}"):
        return _invalid("typo", f"{local}@{right}")
    if _is_no_tld(small):
        return _invalid("tld")
    valid = _validated(f"{local}@{domain}")
    if valid:
        return Email("valid", valid)
    return _invalid("domain" if _validated(f"{local}@a.com") else "local-part")


def _invalid(reason: Reason, guess: str | None = None) -> Email:
    return Email("invalid", reason=reason, suggestion=guess if guess and len(guess) <= _LONGEST_GUESS else None)


def _is_too_long(local: str, domain: str) -> bool:
    if len(local) + len(domain) <= _LABEL_OCTETS // 4:
        return False
    local_octets, domain_octets = _octets(local), _octets(domain)
    return (
        local_octets > _LOCAL_OCTETS
        or local_octets + 1 + domain_octets > _ADDRESS_OCTETS
        or any(_octets(label) > _LABEL_OCTETS for label in domain.split("."))
    )


def _octets(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _is_no_tld(domain: str) -> bool:
    if domain.startswith("["):
        return False
    _, dot, last = domain.rpartition(".")
    return not dot or len(last) == 1 or last.isdigit() or last in _PRIVATE


def _validated(address: str) -> str | None:
    try:
        return validate_email(
            address, check_deliverability=False, allow_quoted_local=True, allow_domain_literal=True
        ).normalized
    except ValueError:  # EmailNotValidError, and what Unicode or IDNA may raise below it
        return None
