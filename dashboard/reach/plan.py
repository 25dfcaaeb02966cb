"""Brazil's numbering plan: which kind of number a row of digits is, or why it is none.

The library `phonenumbers` is too kind here (it takes placeholders, mobiles without the ninth digit and 4004 for lines),
so the plan is written out; the library decides numbers abroad only (`abroad.py`).
"""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["landline", "mobile", "special", "foreign", "repairable", "invalid"]
Reason = Literal[
    "area-missing",
    "area-unknown",
    "country-unknown",
    "damaged",
    "landline-impossible",
    "mobile-without-nine",
    "no-digits",
    "placeholder",
    "too-long",
    "too-short",
]

# By first digit; no area ends in 0.
_SECOND_DIGITS = {
    "1": "123456789",
    "2": "12478",
    "3": "1234578",
    "4": "123456789",
    "5": "1345",
    "6": "123456789",
    "7": "134579",
    "8": "123456789",
    "9": "123456789",
}
AREAS = frozenset(first + second for first, seconds in _SECOND_DIGITS.items() for second in seconds)
_NINE_WITHOUT_AREA: dict[str, Reason] = {
    "9": "area-missing",
    "8": "mobile-without-nine",
    "7": "mobile-without-nine",
    "6": "mobile-without-nine",
}

# Nobody's own line: 0800 and its kin (older ones with six digits), public services, one number for the whole country.
_SPECIAL = re.compile(r"0(?:[3589]00|303)\d{6,7}")
_SPECIAL_WITHOUT_ZERO = re.compile(r"(?:[358]00|303)\d{6,7}|900\d{7}")
_SPECIAL_AFTER_AREA = re.compile(r"0?[1-9]\d(0(?:[3589]00|303)\d{6,7})")
_SERVICE = re.compile(r"1\d\d|10[356]\d\d")
_NATIONWIDE = re.compile(r"(?:400\d|300[34])\d{4}")
# 4020, 4062, 4370 and 4864 are ordinary exchanges once an area is written.
_NATIONWIDE_WITHOUT_AREA = re.compile(r"(?:400\d|300[34]|4020|4062|4370|4864)\d{4}")
_FILLER = re.compile(r"0+|(\d)\1{3,}")
_FILLER_SUBSCRIBER = re.compile(r"(\d)\1{7,8}|90{8}|123456789?")


@dataclass(frozen=True, slots=True)
class Phone:
    """One number of a cell as understood. `national` is without country code, except a foreign number's: E.164."""

    kind: Kind
    area: str | None = None
    national: str | None = None
    extension: str | None = None
    reason: Reason | None = None
    repaired: str | None = None


def read(digits: str, written_area: str | None = None) -> Phone:
    """The number that digits are inside Brazil, with or without country code, trunk 0 and carrier.

    `written_area` is what stands apart at the beginning, as "11" in "(11) 987": it says where the area is when the
    length does not.
    """
    if digits.startswith("55") and len(digits) >= 12:
        digits = digits[2:]
    special = _special(digits)
    if special:
        return special
    national = _without_trunk(digits)
    if _FILLER.fullmatch(digits):
        return invalid("placeholder", national[:2] if len(national) >= 10 else None)
    length = len(national)
    if length == 10 or (length == 11 and national[0] != "0"):
        return _with_area(national[:2], national[2:])
    return _odd_length(national, written_area)


def invalid(reason: Reason, area: str | None = None) -> Phone:
    """No number, and why; the area stays if it is one."""
    return Phone("invalid", area if area in AREAS else None, reason=reason)


def _special(digits: str) -> Phone | None:
    if _SPECIAL.fullmatch(digits):
        return Phone("special", national=digits)
    if _SPECIAL_WITHOUT_ZERO.fullmatch(digits):
        return Phone("special", national="0" + digits)
    if _SERVICE.fullmatch(digits):
        return Phone("special", national=digits)
    after_area = _SPECIAL_AFTER_AREA.fullmatch(digits)
    return Phone("special", national=after_area[1]) if after_area else None


def _without_trunk(digits: str) -> str:
    if not digits.startswith("0"):
        return digits
    # 0 + carrier (two digits) + area + 8 or 9 digits, else 0 + area + 8 or 9 digits
    return digits[3:] if len(digits) in (13, 14) else digits[1:]


def _with_area(area: str, subscriber: str) -> Phone:
    if _FILLER_SUBSCRIBER.fullmatch(subscriber):
        return invalid("placeholder", area)
    if area not in AREAS:
        return invalid("area-unknown")
    return _eight_digits(area, subscriber) if len(subscriber) == 8 else _nine_digits(area, subscriber)


def _eight_digits(area: str, subscriber: str) -> Phone:
    if _NATIONWIDE.fullmatch(subscriber):
        return Phone("special", area, area + subscriber)
    if subscriber[0] in "2345":
        return Phone("landline", area, area + subscriber)
    if subscriber[0] in "6789":
        return Phone("repairable", area, area + subscriber, repaired=f"{area}9{subscriber}")
    return invalid("landline-impossible", area)


def _nine_digits(area: str, subscriber: str) -> Phone:
    if subscriber[0] == "9":
        return Phone("mobile", area, area + subscriber)
    return invalid("mobile-without-nine" if subscriber[0] in "678" else "too-long", area)


def _odd_length(national: str, written_area: str | None) -> Phone:
    """Digits that are no area with eight or nine: the area is missing, or digits are missing or too many."""
    area = written_area if written_area in AREAS else None
    if len(national) > 9:
        return invalid("too-long", area)
    if written_area is None and len(national) >= 8:
        return _without_area(national)
    if written_area and area is None:
        return invalid("area-unknown")
    return invalid("too-short", area)


def _without_area(subscriber: str) -> Phone:
    if _FILLER_SUBSCRIBER.fullmatch(subscriber):
        return invalid("placeholder")
    if _NATIONWIDE_WITHOUT_AREA.fullmatch(subscriber):
        return Phone("special", national=subscriber)
    if len(subscriber) == 9:
        return invalid(_NINE_WITHOUT_AREA.get(subscriber[0], "too-short"))
    if subscriber[0] in "6789":
        return Phone("repairable", national=subscriber, repaired="9" + subscriber)
    return invalid("area-missing" if subscriber[0] in "2345" else "landline-impossible")
