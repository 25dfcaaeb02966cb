"""Bringing a case to the ombudsman: from a comment, from a ticket, or by hand. A type is suggested, never applied."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import text
from dashboard.actions import opening as action
from dashboard.actions.checks import WORDS_LENGTH
from dashboard.actions.opening import Key, Opening
from dashboard.errors import ActionRefused, DashboardError
from dashboard.ombudsman import states, suggest
from dashboard.reports import search
from dashboard.ui.ombudsman import case_acts, case_forms
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats, plain

ASKED = "opening.asked"
BY_HAND = "hand"
"""The key of the form that starts from nothing."""
SUGGESTED = 3
NAME_LENGTH = 200


@dataclass(frozen=True)
class Start:
    """What is known already when the form opens; ``key`` tells one form from another."""

    key: str
    feedback: Key | None = None
    ticket: Key | None = None
    words: str = ""
    customer_name: str = ""
    channel: str | None = None


def button(start: Start) -> None:
    """The button that opens the form at the side. Nothing for roles that may not bring a case."""
    if not who.actor().may(case_acts.OPEN):
        return
    st.button(
        # Among the cases nothing is brought anywhere: it is simply a new one.
        say("ui.opening.button_hand" if start.key == BY_HAND else "ui.opening.button"),
        key=f"opening.{start.key}",
        icon=":material/record_voice_over:",
        on_click=_ask,
        args=(start.key,),
    )
    if st.session_state.pop(ASKED, None) == start.key:
        _dialog(start)


def _ask(key: str) -> None:
    st.session_state[ASKED] = key


@st.dialog(" ", position="right", width="medium")
def _dialog(start: Start) -> None:
    case_acts.close_when_told()
    st.header(say("ui.opening.title"), anchor=False)
    form(start)


def form(start: Start) -> None:
    """The fields, what they would become, and the button that records it."""
    about = f"{start.key}.{case_acts.choice()}"
    _what(start, about)
    _who(start, about)
    kind = st.session_state.get(f"opening.case_type.{about}")
    if not kind:
        st.info(say("ui.opening.choose_type"), icon=":material/info:")
        return
    _by_type(kind, start, about)
    if not st.session_state.get(f"opening.channel.{about}"):
        st.info(say("ui.opening.choose_channel"), icon=":material/info:")
        return
    try:
        seen = action.preview(data.store(), who.actor(), _opening(start, about))
    except DashboardError as error:
        st.info(language.explain(error), icon=":material/info:")
        return
    facts = {
        "person": plain.markdown(who.said(who.actor().name)),
        "kind": text.of("case_type", kind, current()),
        "day": formats.cell("due_day", manner())(seen.due_day),
    }
    st.caption(say("ui.opening.preview", **facts))
    st.button(
        say("ui.opening.record"),
        key="opening.record",
        type="primary",
        icon=":material/check:",
        on_click=_record,
        args=(start, about),
    )


def _record(start: Start, about: str) -> None:
    case_acts.record(
        lambda: say("ui.opening.done", protocol=action.open_case(data.store(), who.actor(), _opening(start, about)))
    )


def _opening(start: Start, about: str) -> Opening:
    """What the fields say at this moment; a field that the chosen type does not have says nothing."""
    typed = st.session_state
    kind = typed.get(f"opening.case_type.{about}")
    is_denunciation, is_praise = kind == states.DENUNCIATION, kind == "praise"

    def said(field: str, default: Any = "") -> Any:
        return typed.get(f"opening.{field}.{about}") or default

    return Opening(
        case_type=kind,
        channel=said("channel", None),
        words=said("words"),
        feedback=start.feedback,
        ticket=start.ticket or _named_ticket(said("ticket")),
        customer_name=said("customer_name"),
        received_day=said("received_day", None),
        is_second_instance=bool(said("is_second_instance", False)),
        identity=said("identity", "named") if is_denunciation else "named",
        publish=said("publish", "no") if is_praise else "no",
        about=tuple(one.strip() for one in said("about").split(",") if one.strip()),
        for_deputy=is_denunciation and bool(said("for_deputy", False)),
    )


# ---------------------------------------------------------------- the fields
def _what(start: Start, about: str) -> None:
    key = f"opening.words.{about}"
    st.text_area(say("ui.opening.words"), start.words, key=key, max_chars=WORDS_LENGTH, height=130)
    may_denounce = who.actor().may("denunciations.open")
    types = [one for one in states.TYPES if may_denounce or one != states.DENUNCIATION]
    _suggested(st.session_state.get(key) or "", types, about)
    _select("case_type", types, about, None)
    _select("channel", states.CHANNELS, about, start.channel)


def _suggested(words: str, types: list[str], about: str) -> None:
    """What the words suggest, as buttons: somebody decides, the words do not."""
    found = [one for one in suggest.suggested(data.store().settings, words) if one.case_type in types][:SUGGESTED]
    if not found:
        return
    with st.container(horizontal=True, gap="small"):
        for one in found:
            facts = {
                "kind": text.of("case_type", one.case_type, current()),
                "words": plain.markdown(", ".join(one.words[:3])),
            }
            st.button(
                say("ui.opening.suggested", **facts),
                key=f"opening.suggested.{one.case_type}.{about}",
                icon=":material/lightbulb:",
                on_click=_use,
                args=(one.case_type, about),
            )


def _use(case_type: str, about: str) -> None:
    st.session_state[f"opening.case_type.{about}"] = case_type


def _who(start: Start, about: str) -> None:
    key = f"opening.customer_name.{about}"
    st.text_input(say("column.customer_name"), start.customer_name, key=key, max_chars=NAME_LENGTH)
    today = case_acts.today()
    case_forms.day(say("column.received_day"), f"opening.received_day.{about}", today, latest=today)
    if not (start.ticket or start.feedback):
        st.text_input(say("ui.opening.ticket"), key=f"opening.ticket.{about}", max_chars=NAME_LENGTH)
    st.text_input(say("ui.opening.about"), key=f"opening.about.{about}", max_chars=NAME_LENGTH)


def _named_ticket(number: str) -> Key | None:
    """The ticket of that number. Raises ``ActionRefused`` unless there is exactly one."""
    if not number.strip():
        return None
    found = data.ask(search.by_number, number)
    if len(found) != 1:
        raise ActionRefused("error.case_ticket_number", number=number.strip(), count=len(found))
    return found[0]


def _by_type(kind: str, start: Start, about: str) -> None:
    if kind == states.DENUNCIATION:
        _select("identity", states.IDENTITIES, about, "confidential")
        st.checkbox(say("ui.opening.for_deputy"), key=f"opening.for_deputy.{about}")
    if kind == "praise":
        _select("publish", states.PUBLISHING, about, "no")
    named = st.session_state.get(f"opening.ticket.{about}")
    if start.ticket or start.feedback or named or kind == states.DENUNCIATION:
        st.checkbox(say("ui.opening.second_instance"), key=f"opening.is_second_instance.{about}")


def _select(field: str, values: Any, about: str, default: str | None) -> None:
    names = field if field.startswith("case_") else f"case_{field}"
    st.selectbox(
        say(f"ui.opening.{field}"),
        values,
        index=list(values).index(default) if default else None,
        key=f"opening.{field}.{about}",
        format_func=lambda one: text.of(names, one, current()),
        placeholder=say("ui.case.choose"),
        filter_mode=None,
    )
