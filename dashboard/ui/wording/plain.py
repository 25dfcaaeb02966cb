"""Text from outside, made harmless: what a customer wrote is shown as it is and never obeyed."""

import html
import re

_JOINER = "\u2060"
"""Invisible and no break: an address or an icon's name is none any more for those who look for them in text."""
_FOUND_IN_TEXT = re.compile(r"(?<=:)(?=//|[\w+\-/]+:)|(?<=@)|(?<=www)(?=\.)", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")


def markdown(value: object) -> str:
    """For the few places where Streamlit reads Markdown: every sign of it is escaped.

    Addresses, e-mails, emoji and icons are also looked for behind the escapes, so those are taken apart.
    """
    apart = _FOUND_IN_TEXT.sub(_JOINER, str(value))
    return _MARKDOWN.sub(r"\\\1", apart).replace("\n", " ")


def markup(value: object) -> str:
    """For HTML of our own."""
    return html.escape(str(value))
