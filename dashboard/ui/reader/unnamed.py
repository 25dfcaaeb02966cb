"""Customers and agents in the address: by their id, and where the helpdesk's id is a name, by a print of it.

Some helpdesks know people by nothing but their name or address; an address of a page stands in histories, logs of
proxies and messages. The print is made with a key of this installation: a list of customers is no help to read it.
"""

import hashlib
import re
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.privacy import address_key
from dashboard.reports import choices
from dashboard.ui.reader import data

PEOPLE = ("customers", "agents")
"""List filters whose values are ids of people."""
_SIGN = "~"
_PLAIN = re.compile(
    r"[A-Za-z]{0,10}\d{1,9}|[a-z]{1,10}-\d{1,20}|anon-[\w-]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|"
)
"""Ids that tell nothing: a few digits, with a kind before them or not; pseudonyms; UUIDs; nobody."""
_PRINT_BYTES = 8
_EVERY = 10_000_000
_one_at_a_time = threading.Lock()


def written(given: str) -> str:
    """The id as it may stand in an address."""
    if _PLAIN.fullmatch(given):
        return given
    made = _keyed(data.folder()).copy()
    made.update(given.encode())
    return _SIGN + made.hexdigest()


@cache
def _keyed(folder: Path) -> "hashlib.blake2b":
    """A hash begun with the key, which is read once per process: of several threads that ask first, one makes it."""
    with _one_at_a_time:
        return hashlib.blake2b(key=address_key.read(folder), digest_size=_PRINT_BYTES)


def read(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """The ids that these values of a list filter stand for; what stands for nobody stays and finds nothing."""
    known = data.ask_whole(_known, name) if any(one.startswith(_SIGN) for one in values) else {}
    return tuple(known.get(one, one) for one in values)


def _known(store: Any, name: str) -> dict[str, str]:
    offered = choices.customers(store, "", _EVERY) if name == "customers" else choices.choices(store)[name]
    return {written(one): one for one in offered}
