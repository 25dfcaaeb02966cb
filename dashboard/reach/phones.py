"""Phone cells: the numbers that people wrote into one, and each number as people write it.

Three steps, a module each: signs of any script made plain (`plain`), where a number begins and ends (`written`), what
it is (`plan`, `abroad`). Here they meet, and a second number takes the area of the first.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from dashboard.reach import abroad, plan, written
from dashboard.reach.plain import plain
from dashboard.reach.plan import Phone
from dashboard.reach.written import Written

__all__ = ["NUMBERS_PER_CELL", "Phone", "formatted", "international", "mended", "understood"]

NUMBERS_PER_CELL = 8
_TWO_NUMBERS = range(16, 29)  # digits of two numbers that only a blank parts
_TWO_NUMBERS_LENGTH = 64

_SCIENTIFIC = re.compile(r"'?\d+(?:[.,]\d+)?e\+?\d{1,3}", re.IGNORECASE)
_WRITTEN_AREA = re.compile(r"[)\](\[ .-]*0?(\d\d)(?!\d)")


def understood(cell: str | None) -> tuple[Phone, ...]:
    """The numbers of one cell in their order, at most NUMBERS_PER_CELL; () for an empty cell.

    A cell that holds something but no number has one verdict, `invalid`, that says so.
    """
    text = plain(cell).strip() if cell else ""
    if not text:
        return ()
    if _SCIENTIFIC.fullmatch(text):
        return (plan.invalid("damaged"),)
    phones = tuple(islice(_read_in_turn(written.numbers(text)), NUMBERS_PER_CELL))
    return phones or (plan.invalid("no-digits"),)


def formatted(phone: Phone) -> str:
    """The number as people write it, such as "(11) 98765-4321"; "" for one that is none."""
    if not phone.national:
        return ""
    return _formatted(phone, phone.national) + (f" ramal {phone.extension}" if phone.extension else "")


def mended(phone: Phone) -> Phone:
    """The number with the ninth digit that it lacks; any other as it is."""
    return replace(phone, kind="mobile", national=phone.repaired) if phone.repaired else phone


def international(phone: Phone) -> str:
    """The number as it is dialled from anywhere, such as "+55 11 98765-4321"; "" unless somebody answers it."""
    if phone.kind not in ("landline", "mobile", "foreign"):
        return ""
    written = formatted(phone)
    return written if phone.kind == "foreign" else "+55 " + written.replace("(", "").replace(")", "")


def _formatted(phone: Phone, digits: str) -> str:
    if phone.kind == "foreign":
        return abroad.formatted(phone)
    if phone.area:
        return f"({phone.area}) {digits[2:-4]}-{digits[-4:]}"
    if digits.startswith("0"):
        return f"{digits[:4]} {digits[4:-4]} {digits[-4:]}"
    return f"{digits[:-4]}-{digits[-4:]}" if len(digits) >= 8 else digits


def _read_in_turn(numbers: list[Written]) -> Iterator[Phone]:
    area = None
    for number in numbers:
        for phone in _read_one_or_two(number, area):
            area = phone.area or area
            yield phone


def _read_one_or_two(number: Written, area: str | None) -> list[Phone]:
    phone = _read(number, area)
    if phone.reason == "too-long" and len(number.digits) in _TWO_NUMBERS and len(number.text) <= _TWO_NUMBERS_LENGTH:
        return _two(number, area) or [phone]
    return [phone]


def _two(number: Written, area: str | None) -> list[Phone]:
    """Two numbers with nothing but a blank between, if there is a blank where both halves are numbers."""
    for blank in re.finditer(r"\s", number.text):
        first = _read(_part(number.text[: blank.start()]), area)
        second = _read(_part(number.text[blank.end() :]), first.area or area)
        if "invalid" not in (first.kind, second.kind):
            return [first, replace(second, extension=number.extension)]
    return []


def _part(text: str) -> Written:
    return Written(text, "".join(sign for sign in text if sign.isdigit()))


def _read(number: Written, area: str | None) -> Phone:
    """A number as written; one without an area takes the given one."""
    digits, text, is_abroad = _without_country(number)
    if is_abroad:
        phone = abroad.read(digits)
    else:
        phone = plan.read(digits, _written_area(text))
        if area and phone.area is None and len(digits) in (8, 9):
            phone = _with_area(phone, area, digits)
    if number.is_hidden:
        known = phone.area or _written_area(text)
        return plan.invalid("damaged", None if is_abroad else known)
    return replace(phone, extension=number.extension) if number.extension else phone


def _with_area(phone: Phone, area: str, digits: str) -> Phone:
    with_area = plan.read(area + digits)
    return phone if with_area.kind == "special" else with_area


def _without_country(number: Written) -> tuple[str, str, bool]:
    """Digits and text after the country's code 55, or after + or 00 of another country, and whether it is another."""
    digits, text = number.digits, number.text
    if "+" in text and not digits.startswith("0"):
        pass
    elif digits.startswith("00") and len(digits) >= 11 and text[:4] not in ("(00)", "[00]") and digits.strip("0"):
        digits = digits[2:]
    else:
        return digits, text, False
    if digits.startswith("55"):
        return digits[2:], text.partition("55")[2], False
    return digits, text, True


def _written_area(text: str) -> str | None:
    match = _WRITTEN_AREA.match(text)
    return match[1] if match else None
