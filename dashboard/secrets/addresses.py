"""Passwords within addresses: ``https://user:password@host`` and every connection string of that shape."""

import re
from collections.abc import Iterator

from dashboard.secrets.spans import HIDDEN, Span

_ADDRESS = re.compile(r"://[^\s/:@]{0,100}:(?P<secret>[^\s/]{1,200})@(?=[\w\[])")


def find(text: str) -> Iterator[Span]:
    """The password alone; who and where stay."""
    for match in _ADDRESS.finditer(text):
        if HIDDEN not in match["secret"]:
            yield Span(*match.span("secret"), "password")
        else:
            yield Span(*match.span("secret"), "")
