"""What the page's address says, and carrying it from page to page.

The address is the truth: widgets are set from it and write to it, so a view can be bookmarked and sent.
Streamlit empties it when somebody moves on by the menu; what belongs to every page is then put back.
"""

from collections.abc import Mapping

import streamlit as st

from dashboard.errors import QueryError
from dashboard.reports.filters import LISTS

LONGEST = 32 * 1024
"""Characters of an address; the server refuses a longer one."""
MOST_VALUES = 900
"""Beyond 1,000 Streamlit would take the address for empty, and the page would show everything."""
CARRIED = ("lang", "period", "start", "end", "as_of", *LISTS)
"""Parameters that belong to every page; others (a list, a ticket) stay on theirs."""
TYPED = ("q", "words")
"""What people type to find somebody is mostly a name: it is kept in the session, and no address keeps it."""


def values() -> dict[str, list[str]]:
    """All parameters of the address."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def refuse_long() -> None:
    """Raise ``QueryError`` for an address that no reload brings back: leaving values out would widen the filter."""
    kept = [len(name) + len(value) + 2 for name, chosen in values().items() for value in chosen]
    if sum(kept) > LONGEST or len(kept) > MOST_VALUES:
        raise QueryError("error.address_long", found=sum(kept), limit=LONGEST, values=len(kept), most=MOST_VALUES)


def first(name: str) -> str:
    """The first value of a parameter, or an empty text."""
    return (st.query_params.get_all(name) or [""])[0]


def change(changes: Mapping[str, str | list[str] | None]) -> None:
    """Write parameters; an empty value takes one out."""
    for name, value in changes.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def typed(name: str) -> str:
    """What was typed into this search."""
    return st.session_state.get(f"typed.{name}", "")


def keep_typed(name: str, words: str) -> None:
    """Remember what is searched for, for this session alone."""
    st.session_state[f"typed.{name}"] = words.strip()


def carried() -> dict[str, list[str]]:
    """What of the present address belongs to every page: for links to another one."""
    return {name: value for name, value in values().items() if name in CARRIED}


def carry(page_key: str) -> None:
    """After a move to another page: put back the carried parameters, or what the page showed before."""
    for name in TYPED:
        if words := first(name):
            keep_typed(name, words)
            change({name: None})
    shown = st.session_state.setdefault("address.shown", {})
    left = st.session_state.get("address.page")
    here = values()
    if left not in (None, page_key):
        if here and here == shown.get(left):
            # The browser's "back" comes with the parameters of the page that was left.
            st.query_params.from_dict(shown.get(page_key, {}))
        elif not carried().keys() - {"lang"}:
            change({name: value for name, value in shown.get(left, {}).items() if name in CARRIED and name not in here})
    st.session_state["address.page"] = page_key
    shown[page_key] = values()
