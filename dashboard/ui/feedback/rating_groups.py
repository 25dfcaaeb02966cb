"""By what ratings are grouped, and whose an agent's are: one's own, unless the role leads or audits."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.figures.satisfaction import group_name
from dashboard.reports import my_queue
from dashboard.reports.base import Number, Panel
from dashboard.reports.filters import LISTS, Filter
from dashboard.reports.satisfaction import DIMENSIONS
from dashboard.ui.components import switches, tables
from dashboard.ui.frame import page
from dashboard.ui.reader import address, unnamed, who
from dashboard.ui.reader.language import current, say

BY = "by"
SEES_EVERYBODY = "data.read"
"""Managers, the ombudsman and administrators hold it; who answers tickets sees their own ratings alone."""
NOBODY = "~"
"""The group of whoever is not known as an agent: no key is like it."""
COLUMNS = ("group_name", "response_percent", "response_ratio", "csat_percent", "rated_count", "interval")


def dimension() -> str:
    """By what the address groups, else by department."""
    return switches.chosen(BY, DIMENSIONS)


def only_group() -> str | None:
    """The one group that the reader may see; ``None``: every group."""
    return _own_key() if dimension() == "agent" and not _sees_everybody() else None


def fields() -> tuple[str, ...]:
    """The list filters that the reader may set; an address that names somebody else loses the name."""
    if _sees_everybody():
        return LISTS
    asked, own = address.values().get("agents", []), unnamed.written(_own_key().split(NOBODY, 1)[1])
    if asked and asked != [own]:
        address.change({"agents": own})
    return tuple(name for name in LISTS if name != "agents")


def only_agent() -> tuple[str, str] | None:
    """Helpdesk and id of the one agent that the reader may see; ``None``: every agent."""
    if _sees_everybody():
        return None
    source, agent_id = _own_key().split(NOBODY, 1)
    return source, agent_id


def without_others(number: Number, chosen: Filter) -> list[Number]:
    """The number of ratings, to be shown; nothing under a filter that makes it another agent's."""
    if _sees_everybody() or not chosen.agents or chosen.agents == (_own_key().split(NOBODY, 1)[1],):
        return [number]
    return []


def nameless() -> Callable[[Panel], Panel]:
    """What takes the names out of a list of ratings, where the reader may not compare: asked now, used also later.

    A file is made without any session: by then nobody knows who reads.
    """
    if _sees_everybody():
        return lambda panel: panel
    return lambda panel: replace(panel, frame=panel.frame.drop(columns="agent_name", errors="ignore"))


def _sees_everybody() -> bool:
    return who.actor().may(SEES_EVERYBODY)


def _own_key() -> str:
    recognised = my_queue.recognised(page.load(_agents, None), who.signs_as())
    return f"{recognised['source']}{NOBODY}{recognised['agent_id']}" if recognised else NOBODY


def _agents(store: Any, _: None) -> pd.DataFrame:
    return my_queue.agents(store)


def choose() -> None:
    """The control that changes the grouping."""
    if switches.show(BY, DIMENSIONS, "ui.satisfaction.by", lambda one: say(f"rating_group.{one}")) == "agent":
        st.caption(say(f"ui.satisfaction.agents_{whose()}"))


def whose() -> str:
    """Whose numbers stand beside the names of agents: all, own or unknown."""
    if _sees_everybody():
        return "all"
    return "unknown" if _own_key() == NOBODY else "own"


def table(panel: Panel, chosen: Filter) -> None:
    """The groups with both rates and what stands under each; a row leads to its rated tickets."""
    shown = replace(panel, frame=_said(panel.frame)) if panel.state == "loaded" else panel
    tables.show(shown, COLUMNS, chosen, rows_shown=12)


def _said(frame: pd.DataFrame) -> pd.DataFrame:
    language, few = current(), say("ui.satisfaction.few")
    names = [group_name(row.dimension, row.group_name, language) for row in frame.itertuples()]
    edges = [
        f"{text.number(row.low_percent, language)}–{text.number(row.high_percent, language)}%"
        if row.rated_count
        else None
        for row in frame.itertuples()
    ]
    said = [f"{name} · {few}" if small else name for name, small in zip(names, frame["is_small"], strict=True)]
    ratios = [
        say("ui.ratio", part=int(row.answered_count), whole=int(row.eligible_count)) if row.eligible_count else None
        for row in frame.itertuples()
    ]
    return frame.assign(group_name=said, interval=edges, response_ratio=ratios)
