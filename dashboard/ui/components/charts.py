"""A picture in its frame: the question as title, what it counts below, its finding for those who cannot see it."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard import text
from dashboard.figures.style import Look
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.ui.components import details, links, states
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import look
from dashboard.ui.wording.locales import CONFIG

Draw = Callable[..., go.Figure]
KEPT_FIGURES = 300
_drawn: OrderedDict[tuple[int, Draw, Look], tuple[Panel, go.Figure]] = OrderedDict()


def show(panel: Panel, draw: Draw, chosen: Filter, about: str = "") -> None:
    """Draw it, or say in its place why not. A click on a mark leads to the tickets it counts.

    ``about`` names the words below the title, where they depend on what was chosen: ``subtitle_<about>``.
    """
    with st.container(border=True, key=f"panel-{panel.key.replace('.', '-')}", gap="xxsmall", height="stretch"):
        is_told = states.sentence(panel) is not None
        heading(panel, chosen, about or ("" if is_told else _once(panel, draw, look()).layout.meta["grain"]))
        if not states.told(panel):
            _figure(panel, draw, chosen)


def heading(panel: Panel, chosen: Filter, about: str = "") -> None:
    """Title and subtitle of a panel, and the way to what is behind it; ``about`` as for ``show``, or the grain."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"head-{panel.key}"):
        st.header(say(f"metric.{panel.key}.title"), anchor=False, width="stretch")
        details.button(panel, chosen)
    subtitle = f"metric.{panel.key}.subtitle{about and f'_{about}'}"
    if text.has(subtitle, current()):
        st.caption(say(subtitle, count=panel.n or 0))


def _figure(panel: Panel, draw: Draw, chosen: Filter) -> None:
    row = pick(panel, draw, is_pickable=panel.link is not None)
    link = panel.link(row) if row and panel.link else None
    if link is not None:
        links.follow(link, chosen)


def pick(panel: Panel, draw: Draw, is_pickable: bool) -> dict[str, Any] | None:
    """Draw the figure and return the row of the mark that was clicked.

    Marks carry the number of their row as their first piece of custom data.
    """
    figure = _once(panel, draw, look())
    picked = st.plotly_chart(
        figure,
        theme=None,
        key=f"chart.{panel.key}",
        config=CONFIG[current()],
        alt=figure.layout.meta["finding"],
        on_select="rerun" if is_pickable else "ignore",
        selection_mode="points",
    )
    points = picked.selection.points if is_pickable else []
    place = _first(points[0].get("customdata")) if points else None
    return panel.frame.iloc[place].to_dict() if place is not None and 0 <= place < len(panel.frame) else None


def _first(carried: Any) -> int | None:
    """Streamlit hands custom data over as a list, or as a dict of positions."""
    if isinstance(carried, dict):
        carried = carried.get("0")
    elif isinstance(carried, list):
        carried = carried[0] if carried else None
    return None if carried is None else int(carried)


def _once(panel: Panel, draw: Draw, seen: Look) -> go.Figure:
    """The figure of a panel, drawn once; the panel is kept with it, so that its id stays its own."""
    key = (id(panel), draw, seen)
    if key not in _drawn:
        _drawn[key] = (panel, draw(panel.frame, seen))
        while len(_drawn) > KEPT_FIGURES:
            _drawn.popitem(last=False)
    return _drawn[key][1]
