"""Who sits at the screen. Without sign-in that is whoever says so: "local mode", on this machine only."""

import streamlit as st

from dashboard import text
from dashboard.roles import PERMISSIONS, Actor
from dashboard.ui.language import current, say

_NAME, _ROLE = "who.name", "who.role"
FIRST_ROLE = "manager"
NAMELESS = "local"
"""Under this name is recorded what somebody does who gave none: the same in every language."""


def actor() -> Actor:
    """The present person; in local mode the name and the role chosen in the sidebar."""
    role = st.session_state.get("actor.role", FIRST_ROLE)
    return Actor(st.session_state.get("actor.name", "") or NAMELESS, role)


def said(names: str) -> str:
    """Recorded names as they are read: who gave none is called so in the reader's language."""
    return ", ".join(say("ui.local.nobody") if name == NAMELESS else name for name in names.split(", "))


def choose() -> None:
    """The sidebar's form of local mode."""
    language = current()
    st.session_state[_NAME] = st.session_state.get("actor.name", "")
    st.session_state[_ROLE] = st.session_state.get("actor.role", FIRST_ROLE)
    with st.container(key="local-mode", gap="small"):
        st.caption(say("ui.local.notice"))
        st.text_input(say("ui.local.name"), key=_NAME, max_chars=80, on_change=_keep, autocomplete="name")
        st.selectbox(
            say("ui.local.role"),
            tuple(PERMISSIONS),
            key=_ROLE,
            on_change=_keep,
            format_func=lambda role: text.of("role", role, language),
        )


def _keep() -> None:
    st.session_state["actor.name"] = st.session_state[_NAME].strip()
    st.session_state["actor.role"] = st.session_state[_ROLE]
