"""The views of one page, one at a time."""

from collections.abc import Sequence

from dashboard.ui.components import switches
from dashboard.ui.reader.language import say


def choose(page_key: str, offered: Sequence[str]) -> str:
    """The control; the first view is the page as it opens."""
    return switches.show("view", offered, "ui.views", lambda one: say(f"view.{page_key}.{one}"))
