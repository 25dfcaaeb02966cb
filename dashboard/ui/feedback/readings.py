"""Feedback to be read: what needs no action is classified with a reason, the rest becomes a case."""

from typing import Any

import streamlit as st

from dashboard import text
from dashboard.actions import feedback as action
from dashboard.actions.checks import WORDS_LENGTH
from dashboard.errors import DashboardError
from dashboard.reports import ombudsman
from dashboard.reports.filters import Filter
from dashboard.ui.components import charts, downloads, links, states, tables
from dashboard.ui.feedback import comment_order, entering
from dashboard.ui.ombudsman import case_acts, case_opening
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.wording import plain

SHOWN = "reading.shown"
COLUMNS = (
    "score", "comment", "said_day", "is_new", "customer_name", "number", "case_channel", "is_praise", "source",
)  # fmt: skip
WAYS = ("case", "reading")
EXPORTED_AT_MOST = 1_000_000


def show(chosen: Filter) -> None:
    """The list; a picked row opens the feedback at the side."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        is_worst_first = comment_order.choose() == "worst"
        entering.button()
    about = (case_acts.reader(), case_acts.today(), chosen, is_worst_first)
    pager = f"pager.to_read.{hash(about)}"
    listed = tables.page_of(
        pager, lambda offset: data.ask(ombudsman.to_read, *about, tables.ROWS_A_PAGE, offset, with_desk=True)
    )[1]
    with st.container(border=True, key="panel-feedback_to_read", gap="xxsmall"):
        charts.heading(listed, chosen)
        if states.told(listed):
            follow(None)
            return
        tables.pages_of(listed.n or 0, pager)
        row = tables.pick(listed, COLUMNS, rows_shown=15, is_pickable=True, choice=case_acts.choice())
        downloads.row(listed, chosen, lambda: ombudsman.to_read(data.store(), *about, EXPORTED_AT_MOST, 0))
    follow(row)


def follow(row: dict[str, Any] | None) -> None:
    """Open the picked feedback once; nothing picked forgets it, so that the same one can be opened again."""
    key = (row.get("feedback_source") or row["source"], row["feedback_id"]) if row else None
    picked = (key, case_acts.choice()) if key else None
    if picked != st.session_state.get(SHOWN):
        st.session_state[SHOWN] = picked
        if key:
            _feedback(key)


@st.dialog(" ", position="right", width="medium")
def _feedback(key: action.FeedbackKey) -> None:
    case_acts.close_when_told()
    st.header(say("ui.reading.title"), anchor=False)
    try:
        known = action.known_feedback(data.store(), key)
    except DashboardError as error:
        st.error(language.explain(error), icon=":material/error:")
        return
    st.html(f'<p class="case-words">{plain.markup(known["comment"] or say("ui.reading.wordless"))}</p>')
    if known["customer_name"]:
        st.text(known["customer_name"])
    if known["ticket_id"] and st.button(
        say("ui.case.ticket"), key="reading.ticket", type="tertiary", icon=":material/confirmation_number:"
    ):
        links.open_ticket({"source": known["ticket_source"], "ticket_id": known["ticket_id"]})
    if known["protocol"]:
        st.info(say("error.feedback_has_case", protocol=known["protocol"]), icon=":material/info:")
        return
    _what_to_do(key, known)


def _what_to_do(key: action.FeedbackKey, known: dict[str, Any]) -> None:
    about = f"{key[0]}.{key[1]}.{case_acts.choice()}"
    way = st.segmented_control(
        say("ui.reading.way"),
        WAYS,
        default=WAYS[0],
        required=True,
        key=f"reading.way.{about}",
        format_func=lambda one: say(f"ui.reading.way_{one}"),
        label_visibility="collapsed",
    )
    if way == "reading":
        _classifying(key, about)
        return
    case_opening.form(
        case_opening.Start(
            f"feedback.{key[0]}.{key[1]}",
            feedback=key,
            words=known["comment"] or "",
            customer_name=known["customer_name"] or "",
            channel="rating",
        )
    )


def _classifying(key: action.FeedbackKey, about: str) -> None:
    st.selectbox(
        say("ui.reading.classification"),
        action.CLASSIFICATIONS,
        index=None,
        key=f"reading.classification.{about}",
        format_func=lambda one: text.of("feedback_classification", one, current()),
        placeholder=say("ui.case.choose"),
        filter_mode=None,
    )
    st.text_area(say("ui.reading.reason"), key=f"reading.reason.{about}", max_chars=WORDS_LENGTH, height=90)
    kind, reason = _read(about)
    if not (kind and reason.strip()):
        st.info(say("ui.reading.needs"), icon=":material/info:")
        return
    facts = {
        "person": plain.markdown(who.said(who.actor().name)),
        "kind": text.of("feedback_classification", kind, current()),
    }
    st.caption(say("ui.reading.preview", **facts))
    st.button(
        say("ui.case.record"),
        key="reading.record",
        type="primary",
        icon=":material/check:",
        on_click=_record,
        args=(key, about),
    )


def _read(about: str) -> tuple[str | None, str]:
    typed = st.session_state
    return typed.get(f"reading.classification.{about}"), typed.get(f"reading.reason.{about}") or ""


def _record(key: action.FeedbackKey, about: str) -> None:
    def act() -> str:
        kind, reason = _read(about)
        action.read_feedback(data.store(), who.actor(), key, kind or "", reason)
        return say("ui.reading.done", kind=text.of("feedback_classification", kind, current()))

    case_acts.record(act)
