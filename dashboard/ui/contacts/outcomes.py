"""Recording what was learned about a contact record: what will be recorded is shown first, and can be taken back."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.actions import records as action
from dashboard.actions.records import Change, Outcome
from dashboard.errors import DashboardError
from dashboard.reports import contacts
from dashboard.reports.base import Panel
from dashboard.ui.components import paper, states
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats, plain

TOLD, CHOICES = "outcomes.told", "outcomes.choices"
ABOUT_A_PERSON = ("corrected", "left")
CELLS = {"corrected": action.CELLS, "second_person": ("name", "phone_1", "email")}
PREVIEW = ("contact_person", "reach_field", "seen_value", "new_value", "reach_kind")
RECENT = 5


def choice() -> int:
    """Part of the key of a list of records: after an act the next choice begins empty."""
    return st.session_state.setdefault(CHOICES, 0)


def form(source: str, customer_id: str, persons: pd.DataFrame) -> None:
    """The form inside a record; recording closes the record. Nothing for roles that may not record."""
    if not who.actor().may(action.PERMISSION):
        return
    about = f"{source}.{customer_id}.{choice()}"
    st.header(say("ui.outcomes.title"), anchor=False)
    kind = st.segmented_control(
        say("ui.outcomes.kind"),
        action.KINDS,
        default=action.KINDS[0],
        required=True,
        key=f"outcomes.kind.{about}",
        format_func=lambda one: say(f"outcome.{one}"),
        label_visibility="collapsed",
    )
    _fields(kind, about, persons)
    try:
        changes = action.preview(data.store(), who.actor(), (source, customer_id), _outcome(about))
    except DashboardError as error:
        st.info(language.explain(error), icon=":material/info:")
        return
    _previewed(kind, changes)
    st.button(
        say("ui.outcomes.record"),
        key="outcomes.record",
        type="primary",
        icon=":material/check:",
        on_click=_record,
        args=((source, customer_id), about),
    )


def has_told() -> bool:
    """True between an act and the page that says what it came to."""
    return TOLD in st.session_state


def _fields(kind: str, about: str, persons: pd.DataFrame) -> None:
    if kind in ABOUT_A_PERSON:
        _person(about, persons)
    for cell in CELLS.get(kind, ()):
        label = say(f"contact_field.{cell}")
        st.text_input(label, key=f"outcomes.{cell}.{about}.{kind}", max_chars=action.VALUE_LENGTH)
    st.text_input(say("ui.outcomes.note"), key=f"outcomes.note.{about}", max_chars=action.NOTE_LENGTH)


def _outcome(about: str) -> Outcome:
    """What the fields say at this moment. The click reads them anew: words typed just before it come with it."""
    typed = st.session_state
    kind = typed.get(f"outcomes.kind.{about}") or action.KINDS[0]
    return Outcome(
        kind,
        typed.get(f"outcomes.person.{about}") if kind in ABOUT_A_PERSON else None,
        {cell: typed.get(f"outcomes.{cell}.{about}.{kind}") or "" for cell in CELLS.get(kind, ())},
        typed.get(f"outcomes.note.{about}") or "",
    )


def _person(about: str, persons: pd.DataFrame) -> None:
    listed = persons[persons["change_state"].isna() | persons["change_state"].eq("replaced")]
    names = dict(listed[["contact_id", "contact_person"]].drop_duplicates("contact_id").itertuples(index=False))
    st.selectbox(
        say("ui.outcomes.person"),
        list(names),
        key=f"outcomes.person.{about}",
        format_func=lambda one: names[one] or one,
    )


def _previewed(kind: str, changes: list[Change]) -> None:
    person = plain.markdown(who.said(who.actor().name))
    st.caption(say("ui.outcomes.preview", person=person, what=say(f"outcome.{kind}")))
    st.caption(say(f"outcome_effect.{kind}"))
    if changes:
        rows = [
            {
                "contact_person": one.person,
                "reach_field": one.field,
                "seen_value": one.seen_value if kind == "corrected" else None,
                "new_value": say("ui.yes") if one.field == "has_left" else one.value,
                "reach_kind": one.value_kind,
            }
            for one in changes
        ]
        st.html(paper.table(Panel("record_changes", "", pd.DataFrame(rows)), PREVIEW))


def _record(record: action.Record, about: str) -> None:
    outcome = _outcome(about)
    try:
        act_id = action.record(data.store(), who.actor(), record, outcome)
    except DashboardError as error:
        st.session_state[TOLD] = (False, language.explain(error), None)
        return
    st.session_state[CHOICES] = choice() + 1
    st.session_state[TOLD] = (True, say("ui.outcomes.done", what=say(f"outcome.{outcome.kind}")), act_id)


def _undo(act_id: str) -> None:
    try:
        action.undo(data.store(), who.actor(), act_id)
        st.session_state[CHOICES] = choice() + 1
        st.session_state[TOLD] = (True, say("ui.marking.undone"), None)
    except DashboardError as error:
        st.session_state[TOLD] = (False, language.explain(error), None)


def tell() -> None:
    """What the last act came to, with its undo."""
    has_worked, words, act_id = st.session_state.pop(TOLD, (None, "", None))
    if has_worked is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="outcomes-told"):
        states.outcome(has_worked, words)
        if act_id:
            _undo_button(act_id, "outcomes.undo")


def recent(source: str | None = None, customer_id: str | None = None) -> None:
    """The newest acts, about everybody or about one record, each with its undo."""
    is_masked = not who.actor().may("contacts.reveal")
    found = data.ask(contacts.outcomes, source, customer_id, RECENT, is_masked, with_desk=True)
    if found.state == "empty":
        return
    # The open record and the page below it may show the same act.
    place = "page" if customer_id is None else "record"
    with st.container(border=customer_id is None, key=f"panel-record_outcomes-{place}", gap="xxsmall"):
        st.header(say("metric.record_outcomes.title"), anchor=False)
        if states.told(found):
            return
        for act in found.frame.to_dict("records"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.text(_said(act, with_customer=customer_id is None), width="stretch")
                if pd.isna(act["undone_at"]) and _may_undo(act):
                    _undo_button(act["act_id"], f"outcomes.undo.{place}.{act['act_id']}")


def _undo_button(act_id: str, key: str) -> None:
    st.button(say("ui.marking.undo"), key=key, icon=":material/undo:", on_click=_undo, args=(act_id,))


def _may_undo(act: dict[str, Any]) -> bool:
    actor = who.actor()
    return actor.may(action.PERMISSION) and (act["actor"] == actor.name or actor.may(action.UNDO_OF_OTHERS))


def _said(act: dict[str, Any], with_customer: bool) -> str:
    moment = formats.cell("recorded_at", manner())(act["recorded_at"])
    parts = [moment, who.said(act["actor"]), say(f"outcome.{act['outcome']}")]
    told = (("customer_name",) if with_customer else ()) + ("contact_person", "new_value", "note")
    parts += [act[column] for column in told if not pd.isna(act[column])]
    if not pd.isna(act["undone_at"]):
        parts.append(say("ui.marking.undone_by", person=who.said(act["undone_by"])))
    return " · ".join(parts)
