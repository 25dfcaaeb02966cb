"""Who sits at the screen: whoever signed in. Without sign-in, whoever says so: "local mode", on this machine only."""

from typing import Any

import streamlit as st

from dashboard import text
from dashboard.actions import audit
from dashboard.errors import NotAllowed
from dashboard.reports import my_queue
from dashboard.roles import NOBODY, PERMISSIONS, Actor
from dashboard.signed_in import Person
from dashboard.ui.reader import data, sign_in
from dashboard.ui.reader.language import current, say

_NAME, _ROLE = "who.name", "who.role"
FIRST_ROLE = "manager"
NAMELESS = "local"
"""Under this name is recorded what somebody does who gave none: the same in every language."""


def actor() -> Actor:
    """The present person; in local mode the name and the role chosen in the sidebar, else nobody without a session."""
    if not sign_in.is_configured():
        role = st.session_state.get("actor.role", FIRST_ROLE)
        return Actor(st.session_state.get("actor.name", "") or NAMELESS, role)
    try:
        found = sign_in.person()
    except NotAllowed:
        return NOBODY
    return Actor(_name(found), found.role, found.email)


def signs_as() -> str:
    """The name or address by which an agent of the helpdesk is recognised: typed in local mode, else vouched for."""
    return actor().email if sign_in.is_configured() else st.session_state.get("actor.name", "")


def stranger() -> Actor:
    """Somebody who signed in and has no role here: for the audit."""
    return Actor(str(st.user.get("email") or st.user.get("sub") or ""), "")


def _name(found: Person) -> str:
    """The agent's with that address, else the address: how somebody is called at the provider proves nothing."""
    agent = data.ask_whole(_agent_of, found.email) if found.email else None
    return agent["name"] if agent else found.email or found.subject


def _agent_of(store: Any, email: str) -> dict[str, Any] | None:
    if store.stamp is None:
        return None
    known = my_queue.agents(store)
    found = known[known["email"].str.lower().str.strip() == email]
    names = found["name"].unique()
    return found.iloc[0].to_dict() if len(names) == 1 else None


def said(names: str) -> str:
    """Recorded names as they are read: who gave none is called so in the reader's language."""
    return ", ".join(say("actor.local") if name == NAMELESS else name for name in names.split(", "))


def show() -> None:
    """The sidebar's word on who one is: signed in with a way out, or the form of local mode."""
    if sign_in.is_configured():
        _signed_in()
    else:
        _choose()


def _signed_in() -> None:
    present = actor()
    with st.container(key="signed-in", gap="small"):
        st.text(present.name, help=present.email or None)
        st.caption(text.of("role", present.role, current()))
        if st.button(say("ui.sign_in.leave"), icon=":material/logout:", type="tertiary"):
            audit.noted(data.store(), present, "session.closed", "")
            sign_in.leave()
            st.stop()


def _choose() -> None:
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
