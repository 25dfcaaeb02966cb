"""Small helpers of the importer: comparing words, and writing SQL names and texts safely."""

from dashboard.spelling import UNSEEN, folded

BLANKS = " \t\r\n\u00a0\u202f" + UNSEEN


def name(identifier: str) -> str:
    """An identifier quoted for SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str | None) -> str:
    """A text quoted for SQL; null for ``None``."""
    return "null" if text is None else "'" + text.replace("'", "''") + "'"


def listed(texts: list[str] | tuple[str, ...]) -> str:
    """Texts quoted and separated by commas, for ``in (…)``."""
    return ", ".join(literal(text) for text in texts)


def trimmed(expression: str) -> str:
    """The text without outer blanks; null where nothing is left."""
    return f"nullif(trim({expression}, {literal(BLANKS)}), '')"


def few(words: list[str] | tuple[str, ...], limit: int = 12) -> str:
    """The first words of a long list, for a message."""
    shown = ", ".join(words[:limit])
    return shown + (", …" if len(words) > limit else "")


__all__ = ["BLANKS", "few", "folded", "listed", "literal", "name", "trimmed"]
