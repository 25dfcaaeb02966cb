"""The gate before every page: who is not to enter gets a way to sign in, and nothing else."""

import time
from ipaddress import ip_address

import streamlit as st
from streamlit import config, runtime

from dashboard.actions import audit
from dashboard.errors import NotAllowed
from dashboard.ui.reader import data, sign_in, who
from dashboard.ui.reader import language as spoken
from dashboard.ui.reader.language import say

ENDS_SOON_SECONDS = 300
GUARDED: set[str] = set()
"""Holds a word once this process serves the pages behind its guards (``server/app.py``)."""
_SEEN = "gate.seen"


def pass_or_stop() -> None:
    """End the run here for whoever is not to enter; who enters is noted once."""
    _require_guards()
    if not sign_in.is_configured():
        _require_this_machine()
        return
    try:
        found = sign_in.person()
    except NotAllowed as refusal:
        if sign_in.is_leaving():
            sign_in.leave()
        _closed(refusal)
        st.stop()
    if st.session_state.get(_SEEN) != found:
        audit.signed_in(data.store(), who.actor(), found.subject, found.signed_in_at)
        st.session_state[_SEEN] = found
    if found.expires_at - time.time() < ENDS_SOON_SECONDS:
        st.warning(say("ui.sign_in.ends_soon"), icon=":material/timer:")


def _require_guards() -> None:
    """``streamlit run`` has no guards: good for a try on this machine, and not where people come from elsewhere."""
    if GUARDED or not _is_served():
        return
    listens = config.get_option("server.address") or ""
    if sign_in.is_configured() or not (listens == "localhost" or _is_loopback(listens)):
        st.error(say("ui.sign_in.use_command"), icon=":material/lock:")
        st.stop()


def _is_served() -> bool:
    """True in a running server; a test of a page has none, only what stands in for one."""
    return runtime.exists() and type(runtime.get_instance()) is runtime.Runtime


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _require_this_machine() -> None:
    """Without sign-in there is local mode, for whoever sits at this machine and nobody else."""
    address = st.context.ip_address
    if isinstance(address, str) and not ip_address(address).is_loopback:
        st.error(say("ui.sign_in.only_here"), icon=":material/lock:")
        st.stop()


def _closed(refusal: NotAllowed) -> None:
    is_known = bool(st.user.get("is_logged_in"))
    st.space("large")
    middle = st.container(horizontal_alignment="center")
    with middle.container(key="gate", width=420, border=True):
        st.title(data.store().settings.company.name or say("ui.sign_in.title"), anchor=False)
        if is_known:
            st.warning(spoken.explain(refusal), icon=":material/lock:")
        else:
            st.caption(say("ui.sign_in.purpose"))
        for provider in sign_in.providers():
            if st.button(_label(provider, is_known), type="primary", key=f"gate.{provider}", icon=":material/login:"):
                st.login(None if provider == sign_in.DEFAULT else provider)
        spoken.switch()
    if refusal.key.startswith("error.no_role") and st.session_state.get(_SEEN) != refusal.key:
        st.session_state[_SEEN] = refusal.key
        audit.refused(data.store(), who.stranger(), "sign_in")


def _label(provider: str, is_known: bool) -> str:
    if provider == sign_in.DEFAULT:
        return say("ui.sign_in.again" if is_known else "ui.sign_in.enter")
    return say("ui.sign_in.enter_with", provider=provider)
