"""Recording at the ombudsman's desk: who reads, which day it is, and telling above the list what an act came to."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard import clock
from dashboard.errors import DashboardError
from dashboard.ombudsman import deadlines
from dashboard.reports.ombudsman import Reader
from dashboard.ui.components import states
from dashboard.ui.reader import data, language, who

TOLD, CHOICES = "cases.told", "cases.choices"
HANDLE, OPEN, READ = "cases.handle", "cases.open", "cases.read"
DENUNCIATIONS = "denunciations.read"


def choice() -> int:
    """Part of the key of a list or a form: after an act the next one begins empty."""
    return st.session_state.setdefault(CHOICES, 0)


def today() -> date:
    """The real local day: the desk is newer than the data."""
    return deadlines.local_day(data.store().settings, clock.now())


def reader() -> Reader:
    """Whose last act decides what is new, and which denúncias are seen."""
    actor = who.actor()
    return Reader(actor.name, actor.role if actor.may(DENUNCIATIONS) else None)


def record(act: Callable[[], str]) -> None:
    """Do it and keep what is to be told; ``act`` gives back the sentence. For the click of a button."""
    try:
        told = (True, act())
    except DashboardError as error:
        st.session_state[TOLD] = (False, language.explain(error))
        return
    st.session_state[CHOICES] = choice() + 1
    st.session_state[TOLD] = told


def close_when_told() -> None:
    """Inside a dialog, first of all: after an act it closes, and the page says what was recorded."""
    if TOLD in st.session_state:
        st.rerun()


def tell() -> None:
    """What the last act came to."""
    has_worked, words = st.session_state.pop(TOLD, (None, ""))
    if has_worked is None:
        return
    with st.container(key="cases-told"):
        states.outcome(has_worked, words)
