"""What stands in the place of what was dropped: a mark for a text, a pseudonym for a person.

A dropped message keeps, behind a character that no export may hold, what its words had been read as: the facts are
built anew at every import and must find the same (``queries/warehouse/20_timeline.sql``).
"""

DROPPED = "[…]"
SEPARATOR = "\x01"
"""Between the mark and what the words had been read as; taken out of whatever comes from outside."""
PREFIX = "anon-"
LENGTH = 16
"""Hex digits of a pseudonym."""


def is_pseudonym(cell: str | None) -> bool:
    """True for what stands in the place of a name, a number, an address or an id."""
    return bool(cell) and cell.startswith(PREFIX)


def phone_kind(cell: str) -> str:
    """What kind of number a pseudonym stands for: ``anon-mobile-1a2b…`` is a mobile one."""
    return cell.split("-")[1]
