"""The form of a step: only what is legal now is offered, what it would do is said first, and a click records it."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard import text
from dashboard.actions import steps
from dashboard.actions.checks import WORDS_LENGTH
from dashboard.errors import DashboardError
from dashboard.ombudsman import states
from dashboard.reports.ombudsman import CaseReport
from dashboard.ui.ombudsman import case_acts
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats, plain

CHOICES = {
    "case_type": ("case_type", states.TYPES),
    "finding": ("case_finding", states.FINDINGS),
    "outcome": ("case_outcome", states.OUTCOMES),
}
"""Field → where its values have their names, and the values."""
MARKS = ("solution_mark", "service_mark")
OPTIONAL_WORDS = ("sent_to_area", "concluded", "recommendation_done")


def form(found: CaseReport) -> None:
    """The form inside a case; recording closes the case. Nothing for roles that may not handle cases."""
    if not who.actor().may(case_acts.HANDLE):
        return
    protocol = found.case["protocol"]
    st.header(say("ui.case.next"), anchor=False)
    try:
        offered = steps.legal(data.store(), who.actor(), protocol)
    except DashboardError as error:
        st.info(language.explain(error), icon=":material/info:")
        return
    if not offered:
        st.info(say("ui.case.no_step"), icon=":material/info:")
        return
    about = f"{protocol}.{case_acts.choice()}"
    step = st.selectbox(
        say("ui.case.step"),
        offered,
        key=f"case.step.{about}",
        format_func=lambda one: text.of("case_step", one, current()),
        filter_mode=None,
    )
    _fields(step, about, found)
    _preview_and_button(protocol, step, about)


def _preview_and_button(protocol: str, step: str, about: str) -> None:
    try:
        seen = steps.preview(data.store(), who.actor(), protocol, step, _given(step, about))
    except DashboardError as error:
        st.info(language.explain(error), icon=":material/info:")
        return
    person = plain.markdown(who.said(who.actor().name))
    state = text.of("case_state", seen.state, current())
    st.caption(say("ui.case.preview", person=person, what=text.of("case_step", step, current()), state=state))
    if seen.due_day:
        st.caption(say("ui.case.preview_due", day=formats.cell("due_day", manner())(seen.due_day)))
    st.button(
        say("ui.case.record"),
        key="case.record",
        type="primary",
        icon=":material/check:",
        on_click=_record,
        args=(protocol, step, about),
    )


def _record(protocol: str, step: str, about: str) -> None:
    def act() -> str:
        steps.take(data.store(), who.actor(), protocol, step, _given(step, about))
        return say("ui.case.done", protocol=protocol, what=text.of("case_event", step, current()))

    case_acts.record(act)


# ---------------------------------------------------------------- the fields of a step
def _key(field: str, step: str, about: str) -> str:
    return f"case.{field}.{about}.{step}"


def _given(step: str, about: str) -> dict[str, Any]:
    """What the fields say at this moment. The click reads them anew: words typed just before it come with it."""
    return {field: st.session_state.get(_key(field, step, about)) for field in steps.FIELDS[step]}


def _fields(step: str, about: str, found: CaseReport) -> None:
    for field in steps.FIELDS[step]:
        key = _key(field, step, about)
        if field in CHOICES:
            _choice(field, key, found)
        elif field in MARKS:
            st.selectbox(say(f"ui.case.{field}"), (1, 2, 3, 4, 5), index=None, key=key, filter_mode=None)
        elif field == "area":
            areas = data.store().settings.ombudsman.areas
            st.selectbox(say("ui.case.area"), areas, index=None, key=key, placeholder=say("ui.case.choose"))
        elif field == "due_day":
            day(say("ui.case.due_day"), key, None, earliest=case_acts.today())
        elif field == "recommendation_id":
            _recommendation(key, found)
        else:
            label = say("ui.case.words_optional" if step in OPTIONAL_WORDS else f"ui.case.words.{_kind_of_words(step)}")
            st.text_area(label, key=key, max_chars=WORDS_LENGTH, height=110)


def _kind_of_words(step: str) -> str:
    if step.startswith("answered_") or step == "area_answered":
        return "answer"
    return "recommendation" if step == "recommended" else "reason"


def _choice(field: str, key: str, found: CaseReport) -> None:
    names, values = CHOICES[field]
    is_type = field == "case_type"
    if is_type:
        # A denúncia is kept apart from its first row: nothing becomes one or ceases to be one.
        values = tuple(one for one in values if (one == states.DENUNCIATION) == found.is_apart)
    st.selectbox(
        say(f"ui.case.{field}"),
        values,
        index=values.index(found.case["case_type"]) if is_type else None,
        key=key,
        format_func=lambda one: text.of(names, one, current()),
        placeholder=say("ui.case.choose"),
        filter_mode=None,
    )


def _recommendation(key: str, found: CaseReport) -> None:
    made = found.recommendations
    st.selectbox(
        say("ui.case.recommendation"),
        list(made),
        key=key,
        format_func=lambda one: f"{made[one]['case_area']}: {made[one]['words'][:80]}",
        filter_mode=None,
    )


def day(label: str, key: str, value: date | None, earliest: date | None = None, latest: date | None = None) -> None:
    """A day as people of the language write it."""
    written = "DD/MM/YYYY" if current() == "pt-BR" else "YYYY-MM-DD"
    st.date_input(label, value=value, key=key, min_value=earliest, max_value=latest, format=written)
