"""The order of comments, the newest or the worst first."""

from dashboard.ui.components import switches
from dashboard.ui.reader.language import say

ORDERS = ("newest", "worst")


def choose() -> str:
    """The control; the newest come first unless somebody chose."""
    return switches.show("order", ORDERS, "ui.satisfaction.order", lambda one: say(f"ui.satisfaction.order_{one}"))
