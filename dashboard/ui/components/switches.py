"""A small control whose choice stands in the address: the first one offered is how the page opens."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.ui.reader import address
from dashboard.ui.reader.language import say


def chosen(name: str, offered: Sequence[str]) -> str:
    """What the address says, else the first."""
    asked = address.first(name)
    return asked if asked in offered else offered[0]


def show(name: str, offered: Sequence[str], label: str, named: Callable[[str], str]) -> str:
    """The control, and what is chosen; ``label`` is its key in the catalogues, ``named`` what each choice is called."""
    key = _key(name, offered)
    st.segmented_control(
        say(label),
        offered,
        key=key,
        required=True,
        format_func=named,
        on_change=_written(name, offered, key),
        label_visibility="collapsed",
    )
    return st.session_state[key]


def select(name: str, offered: Sequence[str], label: str, named: Callable[[str], str]) -> str:
    """The same as a list to choose from, where there are too many for a small screen."""
    key = _key(name, offered)
    st.selectbox(
        say(label),
        offered,
        key=key,
        format_func=named,
        on_change=_written(name, offered, key),
        label_visibility="collapsed",
        filter_mode=None,
        width=220,
        icon=":material/stacked_line_chart:",
    )
    return st.session_state[key]


def narrow(name: str, offered: Sequence[str], label: str, named: Callable[[str], str]) -> str | None:
    """A list that narrows what is shown, or nothing chosen: everything is shown."""
    key = f"switch.{name}"
    asked = address.first(name)
    st.session_state[key] = asked if asked in offered else None
    return st.selectbox(
        say(label),
        offered,
        key=key,
        index=None,
        format_func=named,
        placeholder=say(label),
        on_change=lambda: address.change({name: st.session_state[key]}),
        label_visibility="collapsed",
        width=260,
    )


def toggle(name: str, label: str) -> bool:
    """A wish, off as the page opens."""
    key = f"switch.{name}"
    st.session_state[key] = bool(address.first(name))
    return st.toggle(
        say(label),
        key=key,
        on_change=lambda: address.change({name: "yes" if st.session_state[key] else None}),
    )


def _key(name: str, offered: Sequence[str]) -> str:
    key = f"switch.{name}"
    st.session_state[key] = chosen(name, offered)
    return key


def _written(name: str, offered: Sequence[str], key: str) -> Callable[[], None]:
    return lambda: address.change({name: st.session_state[key] if st.session_state[key] != offered[0] else None})
