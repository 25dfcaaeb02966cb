"""One case at the side: how it stands and what is due, the customer's words, what happened, and the steps now legal."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.errors import DashboardError
from dashboard.reports import ombudsman
from dashboard.reports.ombudsman import CaseReport
from dashboard.ui.components import links, states
from dashboard.ui.frame import page
from dashboard.ui.ombudsman import case_acts, case_forms
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats, plain

SHOWN = "case.shown"
FACTS = (
    "case_state", "due_day", "case_area", "area_due_day", "customer_name", "case_channel", "received_day",
    "case_holder", "case_identity", "case_finding", "case_outcome", "concluded_day", "case_publish", "about",
)  # fmt: skip
OWN_NAMES = {
    "state": "case_state", "area": "case_area", "channel": "case_channel", "holder": "case_holder",
    "identity": "case_identity", "finding": "case_finding", "outcome": "case_outcome", "publish": "case_publish",
}  # fmt: skip
"""A case's columns by the names that a person knows them by: tickets have a state and a channel, too."""
TOLD_OF_STEP = ("case_type", "case_area", "due_day", "case_finding", "case_outcome", "case_holder")


def follow(list_key: str, row: dict[str, Any] | None) -> None:
    """Open the picked case once; nothing picked forgets it, so that the same one can be opened again."""
    shown = st.session_state.setdefault(SHOWN, {})
    picked = (row["protocol"], case_acts.choice()) if row else None
    if picked != shown.get(list_key):
        shown[list_key] = picked
        if row:
            _case(row["protocol"])


@st.dialog(" ", position="right", width="medium")
def _case(protocol: str) -> None:
    case_acts.close_when_told()
    try:
        may_read = page.may(case_acts.READ)
        found = data.ask(ombudsman.case, protocol, case_acts.reader(), with_desk=True) if may_read else None
    except DashboardError as error:
        st.error(language.explain(error), icon=":material/error:")
        return
    if found is None:
        st.warning(say("error.case_unknown", protocol=plain.markdown(protocol)), icon=":material/search_off:")
        return
    page.looked("look.case", protocol, nameless=found.is_apart)
    _heading(found)
    st.html(facts(found))
    st.html(f'<p class="case-words">{plain.markup(found.case["words"])}</p>')
    _ticket(found.case)
    case_forms.form(found)
    st.header(say("metric.case_timeline.title"), anchor=False)
    if not states.told(found.timeline):
        st.html(f'<ol class="timeline">{"".join(_steps(found))}</ol>')


def _heading(found: CaseReport) -> None:
    case = found.case
    kind = text.of("case_type", case["case_type"], current())
    st.header(say("ui.case.heading", protocol=case["protocol"], kind=kind), anchor=False)
    if found.is_apart:
        st.caption(say("ui.case.apart"))
    if case["is_second_instance"]:
        st.caption(say("ui.case.second_instance_said"))
    is_open = case["state"] in ("received", "triaged", "with_area")
    if is_open and case["due_day"] < pd.Timestamp(case_acts.today()).date():
        st.warning(say("ui.case.overdue", day=_said("due_day", case["due_day"])), icon=":material/warning:")


def facts(found: CaseReport) -> str:
    """How the case stands as a list of terms; everything in it is escaped."""
    known = {OWN_NAMES.get(name, name): value for name, value in found.case.items()}
    known["about"] = (known["about"] or "").replace("\n", ", ") or None
    if known["case_publish"] == "no":
        known["case_publish"] = None
    if known["case_identity"] == "named":
        known["case_identity"] = None
    told = {say(f"column.{name}"): _said(name, known[name]) for name in FACTS if known[name] is not None}
    marks = [
        say("ui.case.mark", what=say(f"case_mark.{name}"), mark=int(known[f"{name}_mark"]))
        for name in ("solution", "service")
        if known[f"{name}_mark"] is not None
    ]
    if marks:
        told[say("ui.case.marks")] = " · ".join(marks)
    lines = [f"<div><dt>{plain.markup(name)}</dt><dd>{plain.markup(value)}</dd></div>" for name, value in told.items()]
    return f'<dl class="facts">{"".join(lines)}</dl>'


def _ticket(case: dict[str, Any]) -> None:
    if case["ticket_id"] and st.button(
        say("ui.case.ticket"), key="case.ticket", type="tertiary", icon=":material/confirmation_number:"
    ):
        links.open_ticket(case)


def _said(column: str, value: Any) -> str:
    return formats.cell(column, manner())(value)


def _steps(found: CaseReport) -> list[str]:
    """One item per act, in order. Texts are escaped: they are shown and never obeyed."""
    rows = found.timeline.frame
    rows = rows.astype(object).where(rows.notna(), None)
    return [_step(row, found) for row in rows.to_dict("records")]


def _step(row: dict[str, Any], found: CaseReport) -> str:
    what = text.of("case_event", row["case_event"], current())
    head = (
        f"<time>{plain.markup(_said('recorded_at', row['recorded_at']))}</time> <strong>{plain.markup(what)}</strong>"
    )
    person = who.said(row["actor"] or who.NAMELESS)
    details = [person, *_details(row, found)]
    body = f'<p class="small">{plain.markup(" · ".join(details))}</p>'
    if row["words"]:
        body += f'<p class="said">{plain.markup(row["words"])}</p>'
    kind = "message agent" if row["case_event"].startswith("answered_") else "mark"
    return f'<li class="{kind}"><p class="head">{head}</p>{body}</li>'


def _details(row: dict[str, Any], found: CaseReport) -> list[str]:
    told = [f"{say(f'column.{name}')}: {_said(name, row[name])}" for name in TOLD_OF_STEP if row[name] is not None]
    told += [
        say("ui.case.mark", what=say(f"case_mark.{name}"), mark=int(row[f"{name}_mark"]))
        for name in ("solution", "service")
        if row[f"{name}_mark"] is not None
    ]
    if row["case_event"].startswith("recommendation_"):
        told.append(found.recommendations[row["recommendation_id"]]["words"])
    return told
