"""One form of digits, dashes and blanks: cells copied from chats and spreadsheets hold those of any script."""

import unicodedata
from functools import lru_cache

# zero-width signs, direction marks and the byte order mark
_MARKS = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"


def plain(cell: str) -> str:
    """The cell with ASCII digits, hyphens and blanks, without invisible marks; letters stay."""
    if cell.isascii():
        return cell
    return "".join(map(_plain_sign, unicodedata.normalize("NFKC", cell)))


def without_marks(text: str) -> str:
    """The text without zero-width and direction marks."""
    if text.isascii():
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def trimmed(text: str) -> str:
    """The text without blanks and invisible marks around it."""
    return text.strip().strip(_MARKS).strip()


def folded(text: str) -> str:
    """Small letters without accents, to compare words that people write in many ways."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    return "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    return {"Pd": "-", "Zs": " ", "Zl": "\n", "Zp": "\n", "Cf": ""}.get(category, sign)
