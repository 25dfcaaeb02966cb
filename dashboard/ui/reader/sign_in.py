"""Signing in by OpenID Connect, where the secrets configure it."""

import time

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from dashboard import signed_in
from dashboard.errors import NotAllowed
from dashboard.signed_in import Person
from dashboard.ui.reader import data

DEFAULT = "default"
_LEAVING = "sign_in.leaving"


def is_configured() -> bool:
    """True where the secrets have a section ``[auth]``: then nobody gets in without signing in."""
    return bool(get_secrets_auth_section())


def person() -> Person:
    """Whoever signed in. Raises ``NotAllowed`` where nobody did, or whoever did may not enter (any more)."""
    if not st.user.get("is_logged_in"):
        raise NotAllowed("error.signed_out")
    return signed_in.person(st.user, data.store().settings.access, time.time())


def has_ended() -> bool:
    """True for a page that is still on the screen although its session ended."""
    if not is_configured():
        return False
    try:
        person()
    except NotAllowed:
        return True
    return False


def leave() -> None:
    """Send the browser to where its cookies end. What runs on is a stranger's."""
    st.session_state[_LEAVING] = True
    st.logout()


def is_leaving() -> bool:
    """True for a session that left and whose browser is still here, its cookies with it.

    What sends the browser away is dropped where another run begins before it went out: then it must be said again.
    """
    return st.session_state.get(_LEAVING, False)


def providers() -> list[str]:
    """The ways to sign in that the secrets name."""
    section = get_secrets_auth_section()
    named = [name for name, told in section.items() if hasattr(told, "keys") and "client_id" in told]
    return ([DEFAULT] if "client_id" in section else []) + named
