"""Entering by hand what came outside the helpdesk: with its channel, and of a praise the leave to publish it."""

import streamlit as st

from dashboard import text
from dashboard.actions import feedback as action
from dashboard.actions.checks import WORDS_LENGTH
from dashboard.actions.feedback import Entry
from dashboard.ombudsman import states
from dashboard.ui.ombudsman import case_acts, case_forms
from dashboard.ui.reader import data, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.wording import plain

ASKED = "entering.asked"
NAME_LENGTH = 200


def button() -> None:
    """The button that opens the form at the side. Nothing for roles that may not enter feedback."""
    if not who.actor().may("feedback.enter"):
        return
    st.button(say("ui.entering.button"), key="entering", icon=":material/edit_note:", on_click=_ask)
    if st.session_state.pop(ASKED, False):
        _dialog()


def _ask() -> None:
    st.session_state[ASKED] = True


@st.dialog(" ", position="right", width="medium")
def _dialog() -> None:
    case_acts.close_when_told()
    st.header(say("ui.entering.title"), anchor=False)
    about = str(case_acts.choice())
    today = case_acts.today()
    _select("channel", states.CHANNELS, about)
    st.text_area(say("ui.opening.words"), key=f"entering.comment.{about}", max_chars=WORDS_LENGTH, height=110)
    st.selectbox(say("ui.entering.score"), (1, 2, 3, 4, 5), index=None, key=f"entering.score.{about}", filter_mode=None)
    st.text_input(say("column.customer_name"), key=f"entering.customer_name.{about}", max_chars=NAME_LENGTH)
    case_forms.day(say("column.said_day"), f"entering.given_day.{about}", today, latest=today)
    if st.checkbox(say("column.is_praise"), key=f"entering.is_praise.{about}"):
        _select("publish", states.PUBLISHING, about)
    entry = _entry(about)
    if not entry.channel or not (entry.comment.strip() or entry.score):
        st.info(say("ui.entering.needs"), icon=":material/info:")
        return
    st.caption(say("ui.entering.preview", person=plain.markdown(who.said(who.actor().name))))
    st.button(
        say("ui.case.record"),
        key="entering.record",
        type="primary",
        icon=":material/check:",
        on_click=_record,
        args=(about,),
    )


def _select(field: str, values: tuple[str, ...], about: str) -> None:
    st.selectbox(
        say(f"ui.opening.{field}"),
        values,
        index=0 if field == "publish" else None,
        key=f"entering.{field}.{about}",
        format_func=lambda one: text.of(f"case_{field}", one, current()),
        placeholder=say("ui.case.choose"),
        filter_mode=None,
    )


def _entry(about: str) -> Entry:
    """What the fields say at this moment."""
    typed = {name: st.session_state.get(f"entering.{name}.{about}") for name in Entry.__dataclass_fields__}
    is_praise = bool(typed["is_praise"])
    return Entry(
        channel=typed["channel"] or "",
        comment=typed["comment"] or "",
        score=typed["score"],
        given_day=typed["given_day"],
        customer_name=typed["customer_name"] or "",
        is_praise=is_praise,
        publish=(typed["publish"] or "no") if is_praise else "no",
    )


def _record(about: str) -> None:
    def act() -> str:
        action.enter_feedback(data.store(), who.actor(), _entry(about))
        return say("ui.entering.done")

    case_acts.record(act)
