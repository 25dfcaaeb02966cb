"""One spelling of what people write in many ways: names, addresses, words to search for."""

import unicodedata

UNSEEN = "\ufeff\u200b\u200e\u200f\u202a\u202c\u2060"
"""Marks that come along when text is copied: byte order, no width, direction of writing."""
_UNSEEN = dict.fromkeys(map(ord, UNSEEN))


def plain(words: str) -> str:
    """Lower case without accents, as the warehouse keeps its search text."""
    apart = unicodedata.normalize("NFKD", words.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).strip()


def goes_by(signed: str, *names: str | None) -> bool:
    """True where somebody signs in with one of these names or addresses, accents and case aside."""
    wanted = plain(signed)
    return bool(wanted) and wanted in {plain(name) for name in names if isinstance(name, str)}


def folded(word: str) -> str:
    """A header, status or channel as it is compared: outer blanks, runs of blanks, signs that nobody sees and case do
    not count, nor whether an accent is a letter's own or stands behind it."""
    return " ".join(unicodedata.normalize("NFC", word).translate(_UNSEEN).split()).casefold()
