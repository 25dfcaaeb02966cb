"""A small control whose choice stands in the address: the first one offered is how the page opens."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.ui.reader import address
from dashboard.ui.reader.language import say


def chosen(name: str, offered: Sequence[str]) -> str:
    """What the address says, else the first."""
    asked = address.first(name)
    return asked if asked in offered else offered[0]


def select(name: str, offered: Sequence[str], words: str) -> None:
    """The same as a list to choose from, where there are too many for a small screen."""
    key = f"switch.{name}"
    st.session_state[key] = chosen(name, offered)
    st.selectbox(
        say(f"{words}.label"),
        offered,
        key=key,
        format_func=lambda one: say(f"{words}.{one}"),
        on_change=_written(name, offered, key),
        label_visibility="collapsed",
        filter_mode=None,
        width=220,
        icon=":material/stacked_line_chart:",
    )


def show(name: str, offered: Sequence[str], words: str) -> None:
    """The control; ``words`` is where the catalogues hold the names of what is offered, and its own as ``label``."""
    key = f"switch.{name}"
    st.session_state[key] = chosen(name, offered)
    st.segmented_control(
        say(f"{words}.label"),
        offered,
        key=key,
        required=True,
        format_func=lambda one: say(f"{words}.{one}"),
        on_change=_written(name, offered, key),
        label_visibility="collapsed",
    )


def _written(name: str, offered: Sequence[str], key: str) -> Callable[[], None]:
    return lambda: address.change({name: st.session_state[key] if st.session_state[key] != offered[0] else None})
