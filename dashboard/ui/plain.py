"""Text from outside, made harmless: what a customer wrote is shown as it is and never obeyed."""

import html
import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")


def markdown(value: object) -> str:
    """For the few places where Streamlit reads Markdown: every sign of it is escaped."""
    return _MARKDOWN.sub(r"\\\1", str(value)).replace("\n", " ")


def markup(value: object) -> str:
    """For HTML of our own."""
    return html.escape(str(value))
