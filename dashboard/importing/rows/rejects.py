"""Why a row was set aside, and what to do about it, in the reader's language."""

from dashboard import text

CELL = "\0"
"""Stands for the cell where a message is taken apart: no cell holds it."""


def reason(rule: str, message: str | None, language: str) -> str:
    """Why: the import wrote it in a language of its own, with the cell in it."""
    key, written = f"import.rule.{rule}", message or ""
    if not text.has(key, language):
        return written
    for spoken in text.LANGUAGES:
        before, _, after = text.say(key, spoken, cell=CELL).partition(CELL)
        if written.startswith(before) and written.endswith(after) and len(written) >= len(before) + len(after):
            return text.say(key, language, cell=written[len(before) : len(written) - len(after)])
    return written


def advice(rule: str, language: str) -> str:
    """What to do, so that the row comes with the next import."""
    key = f"import.todo.{rule}"
    return text.say(key, language) if text.has(key, language) else ""
