"""Saying what raw statuses stand for: one line each, kept in the settings, applied by a rebuild."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import jobs, text
from dashboard.actions import statuses as action
from dashboard.errors import DashboardError
from dashboard.importing.drafting.states import state_of
from dashboard.importing.sources.source import STATES
from dashboard.reports.base import Panel
from dashboard.spelling import folded
from dashboard.ui.components import states, tables
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.upkeep import job_panel
from dashboard.ui.wording import plain

TOLD, CHOICES = "statuses.told", "statuses.choice"
AS_SOURCE = "as_source"
"""Chosen for a status whose line in the settings is to go."""
OFFERED = tuple(state for state in STATES if state != "unknown")
LINES_A_PAGE = 25
Row = dict[str, Any]


def show(panel: Panel) -> None:
    """The form for those who may; ``panel`` holds every status met."""
    if panel.state != "loaded" or not who.actor().may(action.PERMISSION):
        return
    with st.container(border=True, key="panel-status-map", gap="xsmall"):
        st.header(say("ui.statuses.title"), anchor=False)
        st.caption(say("ui.statuses.subtitle"))
        _tell()
        standing = jobs.look(data.folder())
        if standing and standing.is_running:
            job_panel.running(standing)
            return
        sources = list(dict.fromkeys(panel.frame["source"]))
        source = _source(sources)
        rows = panel.frame[panel.frame["source"] == source].to_dict("records")
        _form(source, rows)


def _source(sources: list[str]) -> str:
    if len(sources) == 1:
        return sources[0]
    return st.selectbox(say("column.source"), sources, key="statuses.source")


def _form(source: str, rows: list[Row]) -> None:
    unknown = [row for row in rows if row["state"] == "unknown"]
    known = [row for row in rows if row["state"] != "unknown"]
    own = action.own(data.store(), source)
    first = tables.pages_of(len(unknown), f"statuses.pager.{source}", LINES_A_PAGE)
    shown = unknown[first : first + LINES_A_PAGE]
    for row in shown:
        _line(row, own)
    if not unknown:
        st.caption(say("ui.statuses.none_unknown"))
    with st.expander(say("ui.statuses.known", count=len(known)), icon=":material/edit:", key="statuses.known"):
        begin = tables.pages_of(len(known), f"statuses.known_pager.{source}", LINES_A_PAGE)
        for row in known[begin : begin + LINES_A_PAGE]:
            _line(row, own)
        shown = shown + known[begin : begin + LINES_A_PAGE]
    st.button(
        say("ui.statuses.save"),
        key="statuses.save",
        type="primary",
        icon=":material/save:",
        help=say("ui.statuses.save_help"),
        on_click=_save,
        args=(source, [(row["raw_status"], row["state"]) for row in shown]),
    )


def _line(row: Row, own: dict[str, str]) -> None:
    """What is known of the status, and the choice."""
    raw = row["raw_status"]
    offered = _offered(row, own)
    chosen = _proposed(row, own)
    st.selectbox(
        plain.markdown(" · ".join([raw, *_hints(row, own)])),
        offered,
        index=offered.index(chosen) if chosen in offered else None,
        key=_key(row["source"], raw),
        format_func=partial(_named, current()),
        placeholder=say("ui.statuses.choose"),
    )


def _offered(row: Row, own: dict[str, str]) -> list[str]:
    return [*([AS_SOURCE] if folded(row["raw_status"]) in own else []), *OFFERED]


def _proposed(row: Row, own: dict[str, str]) -> str | None:
    """What it stands for now; of one that nothing maps, what its name says where that is sure."""
    if row["state"] != "unknown":
        return row["state"]
    return own.get(folded(row["raw_status"])) or state_of(row["raw_status"])


def _hints(row: Row, own: dict[str, str]) -> list[str]:
    """How many tickets, who spoke last in them (where we did it may wait for the customer), whence the proposal."""
    hints = [say("ui.statuses.tickets", count=_count(row["ticket_count"]))]
    spoken = _count(row["spoken_count"])
    if spoken:
        hints.append(say("ui.statuses.spoke", spoke=_count(row["agent_spoke_last_count"]), spoken=spoken))
    if row["state"] == "unknown" and _proposed(row, own):
        hints.append(say("ui.statuses.suggested"))
    elif folded(row["raw_status"]) in own:
        hints.append(say("ui.statuses.own"))
    return hints


def _count(value: Any) -> int:
    return 0 if pd.isna(value) else int(value)


def _named(spoken: str, state: str) -> str:
    return text.say("ui.statuses.as_source", spoken) if state == AS_SOURCE else text.of("state", state, spoken)


def _key(source: str, raw: str) -> str:
    return f"statuses.{st.session_state.setdefault(CHOICES, 0)}.{data.store().stamp}.{source}.{raw}"


def _save(source: str, shown: list[tuple[str, str]]) -> None:
    """What was chosen and differs from what the status stands for already."""
    wanted: dict[str, str | None] = {}
    for raw, present in shown:
        chosen = st.session_state.get(_key(source, raw))
        if chosen and chosen != present:
            wanted[raw] = None if chosen == AS_SOURCE else chosen
    try:
        action.map_statuses(data.store(), who.actor(), source, wanted)
        st.session_state[TOLD] = (True, say("ui.statuses.saved", count=len(wanted)))
        st.session_state[CHOICES] += 1
    except DashboardError as error:
        st.session_state[TOLD] = (False, language.explain(error))


def _tell() -> None:
    if TOLD in st.session_state:
        states.outcome(*st.session_state.pop(TOLD))
