"""The reader's language, and saying things in it.

Asked at every call and never kept in a variable: a fragment that reruns alone would not see the change.
"""

import streamlit as st

from dashboard import text
from dashboard.errors import DashboardError
from dashboard.ui.reader import address, data
from dashboard.ui.wording import plain

_CONTROL = "language.control"


def settle() -> str:
    """Decide the language at the start of a run: the address, else the session, else the settings."""
    kept = st.session_state.get("language", "")
    asked = address.first("lang") or kept
    st.session_state["language"] = asked if asked in text.LANGUAGES else _default()
    return st.session_state["language"]


def current() -> str:
    """The reader's language."""
    return st.session_state.get("language") or settle()


def say(key: str, **facts: object) -> str:
    """The catalogue's entry in the reader's language."""
    return text.say(key, current(), **facts)


def explain(error: DashboardError) -> str:
    """What the reader is told of a failure. What came from data in it is shown, never read as Markdown."""
    told = text.worded(error.facts, current())
    facts = {name: plain.markdown(fact) if isinstance(fact, str) else fact for name, fact in told.items()}
    if not text.has(error.key):
        return plain.markdown(error)
    return say(error.key, **facts)


def switch() -> None:
    """The control that changes the language."""
    st.session_state[_CONTROL] = current()
    st.segmented_control(
        say("ui.language.label"),
        text.LANGUAGES,
        format_func=lambda language: text.say("ui.language.name", language),
        key=_CONTROL,
        on_change=_switched,
        required=True,
        label_visibility="collapsed",
    )


def _switched() -> None:
    chosen = st.session_state[_CONTROL]
    st.session_state["language"] = chosen
    address.change({"lang": chosen})


def _default() -> str:
    try:
        return data.store().settings.language
    except DashboardError:
        return text.LANGUAGES[0]
