"""Which agent sits at the screen: recognised by name or address, else chosen on the page."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.reports import my_queue
from dashboard.reports.my_queue import Me
from dashboard.ui.frame import page
from dashboard.ui.reader import address, unnamed, who
from dashboard.ui.reader.language import say

ME, SEPARATOR = "me", "~"


def choose() -> Me:
    """The control that says who one is, and the answer. Without one, the page ends with a hint."""
    known = page.load(_agents, None)
    ids = [_id(agent) for agent in known.to_dict("records")]
    recognised = my_queue.recognised(known, who.signs_as())
    asked = address.first(ME) or (_id(recognised) if recognised else "")
    st.session_state[ME] = asked if asked in ids else None
    names = dict(zip(ids, _names(known), strict=True))
    st.selectbox(
        say("ui.me.label"),
        ids,
        key=ME,
        # Somebody known cannot be cleared away: the small cross would be hard to hit.
        index=None if st.session_state[ME] is None else 0,
        format_func=lambda one: names.get(one, one),
        placeholder=say("ui.me.placeholder"),
        on_change=lambda: address.change({ME: st.session_state[ME]}),
        label_visibility="collapsed",
        width=280,
        icon=":material/person:",
    )
    chosen = st.session_state[ME]
    if chosen is None:
        st.info(say("ui.me.unknown" if len(known) else "ui.me.nobody"), icon=":material/person_search:")
        st.stop()
    agent = known.iloc[ids.index(chosen)]
    return Me(agent["source"], agent["agent_id"], who.actor().name)


def _agents(store: Any, _: None) -> pd.DataFrame:
    return my_queue.agents(store)


def _id(agent: dict[str, Any]) -> str:
    return f"{agent['source']}{SEPARATOR}{unnamed.written(agent['agent_id'])}"


def _names(known: pd.DataFrame) -> list[str]:
    """Names, with the helpdesk where there are several."""
    if known["source"].nunique() <= 1:
        return list(known["name"])
    return [f"{name} · {source}" for name, source in zip(known["name"], known["source"], strict=True)]
