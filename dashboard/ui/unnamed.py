"""Customers and agents in the address: by their id, and where the helpdesk's id is a name, by a print of it.

Some helpdesks know people by nothing but their name or address; an address of a page stands in histories, logs of
proxies and messages. The print is no secret, it only does not say who it is.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from dashboard.reports import choices
from dashboard.ui import data

PEOPLE = ("customers", "agents")
"""List filters whose values are ids of people."""
_SIGN = "~"
_PLAIN = re.compile(
    r"[A-Za-z]{0,10}\d{1,9}|[a-z]{1,10}-\d{1,20}|anon-[\w-]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|"
)
"""Ids that tell nothing: a few digits, with a kind before them or not; pseudonyms; UUIDs; nobody."""
_DIGITS = 16
_EVERY = 10_000_000


def written(given: str) -> str:
    """The id as it may stand in an address."""
    return given if _PLAIN.fullmatch(given) else _SIGN + hashlib.sha256(given.encode()).hexdigest()[:_DIGITS]


def read(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """The ids that these values of a list filter stand for; what stands for nobody stays and finds nothing."""
    known = data.ask_whole(_known, name) if any(one.startswith(_SIGN) for one in values) else {}
    return tuple(known.get(one, one) for one in values)


def _known(store: Any, name: str) -> dict[str, str]:
    offered = choices.customers(store, "", _EVERY) if name == "customers" else choices.choices(store)[name]
    return {written(one): one for one in offered}
