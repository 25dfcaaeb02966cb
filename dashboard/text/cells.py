"""Cells of an export for spreadsheets: a text that a spreadsheet would run as a formula is shown instead."""

import re

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:[eE][+-]?\d+)?\s?%?")
_PHONE = re.compile(r"\+[\d\s().\-/]+")
_PHONE_DIGITS = 8


def guarded(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula.

    Plain numbers ("-3,5") and phone numbers ("+55 (11) 3333-4444") stay as they are.
    """
    if not cell.startswith(_STARTS) or _NUMBER.fullmatch(cell) or _is_phone(cell):
        return cell
    return "'" + cell


def _is_phone(cell: str) -> bool:
    return bool(_PHONE.fullmatch(cell)) and sum(sign.isdigit() for sign in cell) >= _PHONE_DIGITS
