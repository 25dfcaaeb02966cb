"""Why a customer writes, on the page of a ticket: what the words suggest, and correcting it."""

from typing import Any

import streamlit as st

from dashboard import text
from dashboard.actions import reasons as action
from dashboard.errors import DashboardError
from dashboard.settings import REASONS
from dashboard.ui.components import states
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats

TOLD = "reasons.told"


def panel(source: str, ticket_id: str) -> None:
    """The suggestion or the correction in force, and the form for those who may correct it."""
    found = data.ask(_reason, source, ticket_id, with_desk=True)
    if found is None:
        return
    with st.container(border=True, key="panel-reason", gap="xsmall"):
        st.header(say("ui.reason.title"), anchor=False)
        _tell()
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(_said(found), width="stretch")
            if found["act_id"] and _may_undo(found):
                _undo_button(found["act_id"], "reason.undo")
        if who.actor().may(action.PERMISSION):
            _form(source, ticket_id, found["reason"])


def _reason(store: Any, source: str, ticket_id: str) -> dict[str, Any] | None:
    found = store.frame("ticket/reason", {"source": source, "ticket_id": ticket_id})
    rows = found.astype(object).where(found.notna(), None).to_dict("records")
    return rows[0] if rows else None


def _said(found: dict[str, Any]) -> str:
    suggested = _named(found["suggested_reason"])
    if found["act_id"] is None:
        return say("ui.reason.suggested", reason=suggested) if found["reason"] else say("ui.reason.nothing")
    moment = formats.cell("corrected_at", manner())(found["corrected_at"])
    facts = {"person": who.said(found["corrected_by"]), "moment": moment, "suggested": suggested}
    return say("ui.reason.corrected", reason=_named(found["reason"]), **facts)


def _named(reason: str | None) -> str:
    return text.of("reason", reason, current())


def _form(source: str, ticket_id: str, present: str | None) -> None:
    about = f"reason.choice.{source}.{ticket_id}.{present}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            say("ui.reason.choose"),
            [reason for reason in REASONS if reason != present],
            index=None,
            key=about,
            format_func=_named,
            placeholder=say("ui.reason.choose"),
            label_visibility="collapsed",
            width=280,
        )
        st.button(
            say("ui.reason.record"),
            key="reason.record",
            icon=":material/check:",
            on_click=_record,
            args=(source, ticket_id, about),
            disabled=st.session_state.get(about) is None,
        )


def _record(source: str, ticket_id: str, about: str) -> None:
    reason = st.session_state.get(about) or ""
    try:
        action.correct(data.store(), who.actor(), source, ticket_id, reason)
    except DashboardError as error:
        st.session_state[TOLD] = (False, language.explain(error))
        return
    st.session_state[TOLD] = (True, say("ui.reason.done", reason=_named(reason)))


def _undo(act_id: str) -> None:
    try:
        action.undo(data.store(), who.actor(), act_id)
        st.session_state[TOLD] = (True, say("ui.marking.undone"))
    except DashboardError as error:
        st.session_state[TOLD] = (False, language.explain(error))


def _tell() -> None:
    """What the last act came to."""
    has_worked, words = st.session_state.pop(TOLD, (None, ""))
    if has_worked is not None:
        states.outcome(has_worked, words)


def _undo_button(act_id: str, key: str) -> None:
    st.button(say("ui.marking.undo"), key=key, icon=":material/undo:", on_click=_undo, args=(act_id,))


def _may_undo(found: dict[str, Any]) -> bool:
    actor = who.actor()
    is_own = found["corrected_by"] == actor.name
    return actor.may(action.PERMISSION) and (is_own or actor.may(action.UNDO_OF_OTHERS))
