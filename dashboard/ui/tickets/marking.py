"""Recording something about the chosen tickets: what will be recorded is shown first, and can be taken back."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import clock
from dashboard.actions import marks as action
from dashboard.actions.marks import Mark
from dashboard.errors import DashboardError
from dashboard.reports import my_queue
from dashboard.reports.base import Panel
from dashboard.ui.components import downloads, states
from dashboard.ui.components.filter_bar import WHOLE
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import say
from dashboard.ui.reader.manner import manner
from dashboard.ui.tickets import marks
from dashboard.ui.wording import formats, plain

Ticket = dict[str, Any]
TOLD, CHOICES = "marking.told", "marking.choices"
PREVIEWED_ROWS, RECENT = 4, 5


def choice() -> int:
    """Part of the key of a table to choose from: after an act the next choice begins empty."""
    return st.session_state.setdefault(CHOICES, 0)


def panel(tickets: list[Ticket], about: str = "list") -> None:
    """The panel below a list. Nothing for roles that may not record; a hint where nothing is chosen.

    ``about`` keeps what was typed apart: words begun about one ticket do not stand beside another.
    """
    if not who.actor().may(action.PERMISSION):
        return
    with st.container(border=True, key="panel-marking", gap="xsmall"):
        st.header(say("ui.marking.title", count=len(tickets)), anchor=False)
        _tell()
        if not tickets:
            st.caption(say("ui.marking.nothing_chosen"))
            return
        _form(tickets, f"{about}.{choice()}")


def _form(tickets: list[Ticket], about: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        kind = _kind(about)
        _note(about)
        if kind == "snooze":
            _day(about)
        if kind == "assign":
            _agent(about, tickets)
    keys = [(ticket["source"], ticket["ticket_id"]) for ticket in tickets]
    try:
        seen = action.preview(data.store(), who.actor(), keys, _mark(about))
    except DashboardError as error:
        st.info(language.explain(error), icon=":material/info:")
        return
    _previewed(seen)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            say("ui.marking.record", what=say(f"mark.{kind}"), count=len(keys)),
            key="marking.record",
            type="primary",
            icon=":material/check:",
            on_click=_record_form,
            args=(keys, about),
        )
        _worklist(tickets)


def _mark(about: str) -> Mark:
    """What the fields say at this moment. The click reads them anew: words typed just before it come with it."""
    typed = st.session_state
    return Mark(
        typed.get(f"marking.kind.{about}") or action.KINDS[0],
        note=typed.get(f"marking.note.{about}") or "",
        until_day=typed.get(f"marking.until.{about}"),
        agent_id=typed.get(f"marking.agent.{about}"),
    )


def _kind(about: str) -> str:
    return st.segmented_control(
        say("ui.marking.kind"),
        action.KINDS,
        default=action.KINDS[0],
        required=True,
        key=f"marking.kind.{about}",
        format_func=lambda one: say(f"mark.{one}"),
        label_visibility="collapsed",
    )


def _note(about: str) -> None:
    st.text_input(
        say("ui.marking.note"),
        key=f"marking.note.{about}",
        max_chars=action.NOTE_LENGTH,
        placeholder=say("ui.marking.note"),
        label_visibility="collapsed",
        width=340,
    )


def _day(about: str) -> None:
    tomorrow = today() + timedelta(days=1)
    st.date_input(
        say("ui.marking.until"),
        value=tomorrow,
        min_value=tomorrow,
        max_value=today() + timedelta(days=action.SNOOZE_DAYS),
        key=f"marking.until.{about}",
        format="DD/MM/YYYY" if language.current() == "pt-BR" else "YYYY-MM-DD",
        label_visibility="collapsed",
        width=150,
    )


def _agent(about: str, tickets: list[Ticket]) -> None:
    known = data.ask(my_queue.agents)
    names = dict(known.loc[known["source"] == tickets[0]["source"], ["agent_id", "name"]].itertuples(index=False))
    st.selectbox(
        say("ui.marking.agent"),
        list(names),
        index=None,
        key=f"marking.agent.{about}",
        format_func=lambda one: names.get(one, one),
        placeholder=say("ui.marking.agent"),
        label_visibility="collapsed",
        width=240,
    )


def _worklist(tickets: list[Ticket]) -> None:
    """The chosen tickets to take along into the helpdesk, with the next step and the text to send."""
    st.caption(say("ui.marking.worklist"), width="content")
    downloads.row(Panel("worklist", "stale/now", pd.DataFrame(tickets)), WHOLE)


def _previewed(seen: action.Preview) -> None:
    """One line per ticket: what stands now, and what will."""
    st.caption(say("ui.marking.preview", person=plain.markdown(who.said(who.actor().name)), count=len(seen.tickets)))
    frame = pd.DataFrame(
        {
            say("column.number"): seen.tickets["number"],
            say("ui.marking.before"): [marks.said(one) or "–" for one in seen.before],
            say("ui.marking.after"): [_after(one) or "–" for one in seen.after],
        }
    )
    rows = min(len(frame), PREVIEWED_ROWS) + 1
    st.dataframe(
        frame,
        hide_index=True,
        key="marking.preview",
        height=35 * rows + 3,
        alt=say("ui.marking.preview_table"),
    )


def _after(state: dict[str, Any]) -> str:
    words = [marks.said(state)]
    if state.get("note"):
        words.append(say("marked.note", note=state["note"]))
    return " · ".join(part for part in words if part)


def today() -> date:
    """The real local day: what is snoozed comes back by the clock, however old the data are."""
    return clock.now().astimezone(data.store().info.zone).date()


# ---------------------------------------------------------------- acting
def _record_form(keys: list[action.Key], about: str) -> None:
    _record(keys, _mark(about))


def _record(keys: list[action.Key], mark: Mark) -> None:
    try:
        act_id = action.record(data.store(), who.actor(), keys, mark)
    except DashboardError as error:
        st.session_state[TOLD] = (False, language.explain(error), None)
        return
    st.session_state[CHOICES] = choice() + 1
    done = say("ui.marking.done", what=say(f"mark.{mark.kind}"), count=len(keys))
    st.session_state[TOLD] = (True, done, act_id)


def _undo(act_id: str) -> None:
    try:
        action.undo(data.store(), who.actor(), act_id)
        st.session_state[TOLD] = (True, say("ui.marking.undone"), None)
    except DashboardError as error:
        st.session_state[TOLD] = (False, language.explain(error), None)


def _tell() -> None:
    """What the last act came to; it stays until the next choice."""
    has_worked, words, act_id = st.session_state.pop(TOLD, (None, "", None))
    if has_worked is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="marking-told"):
        states.outcome(has_worked, words)
        if act_id:
            _undo_button(act_id, "marking.undo")


def _undo_button(act_id: str, key: str) -> None:
    st.button(say("ui.marking.undo"), key=key, icon=":material/undo:", on_click=_undo, args=(act_id,))


# ---------------------------------------------------------------- closing words, and what was recorded
def judge(ticket: Ticket) -> None:
    """Was the rule for closing words right? One click each."""
    keys = [(ticket["source"], ticket["ticket_id"])]
    for kind, icon in (("closing_right", ":material/thumb_up:"), ("closing_wrong", ":material/thumb_down:")):
        st.button(
            say(f"mark.{kind}"),
            key=f"{kind}.{ticket['source']}.{ticket['ticket_id']}",
            icon=icon,
            on_click=_record,
            args=(keys, Mark(kind)),
            type="tertiary",
            help=say(f"ui.marking.{kind}_help"),
        )


def recent(source: str | None = None, ticket_id: str | None = None) -> None:
    """The newest acts, of everybody or on one ticket, each with its undo."""
    if not who.actor().may(action.PERMISSION):
        return
    found = data.ask(_acts, source, ticket_id, with_desk=True)
    if not len(found):
        return
    with st.container(border=True, key="panel-recent", gap="xxsmall"):
        st.header(say("ui.marking.recent"), anchor=False)
        for act in found.to_dict("records"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.text(_told(act), width="stretch")
                if pd.isna(act["undone_at"]) and _may_undo(act):
                    _undo_button(act["act_id"], f"undo.{act['act_id']}")


def _acts(store: Any, source: str | None, ticket_id: str | None) -> pd.DataFrame:
    return store.frame("desk/acts", {"source": source, "ticket_id": ticket_id, "row_limit": RECENT})


def _may_undo(act: dict[str, Any]) -> bool:
    actor = who.actor()
    return act["actor"] == actor.name or actor.may(action.UNDO_OF_OTHERS)


def _told(act: dict[str, Any]) -> str:
    shown = manner()
    moment = formats.cell("recorded_at", shown)(act["recorded_at"])
    facts = {"moment": moment, "person": who.said(act["actor"]), "what": say(f"mark.{act['mark']}")}
    parts = [say("ui.marking.act", count=int(act["ticket_count"]), number=act["first_number"], **facts)]
    for column in ("agent_name", "until_day", "note"):
        if not pd.isna(act[column]):
            parts.append(formats.cell(column, shown)(act[column]))
    if not pd.isna(act["undone_at"]):
        parts.append(say("ui.marking.undone_by", person=who.said(act["undone_by"])))
    return " · ".join(parts)
