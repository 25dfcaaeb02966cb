"""The opening of every page, and asking its report."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from dashboard.actions import audit
from dashboard.errors import DashboardError, NotAllowed
from dashboard.reports.filters import Filter
from dashboard.roles import NOBODY, require
from dashboard.ui.frame import quality, selection, shell
from dashboard.ui.reader import data, who
from dashboard.ui.reader import language as spoken
from dashboard.ui.reader.language import say

Report = TypeVar("Report")


def open(key: str, needs: str) -> None:  # noqa: A001 - reads as page.open("queue")
    """Title, permission and freshness. A refusal or missing data end the page with a sentence."""
    _through_the_entry()
    title = say(f"page.{key}.title")
    st.set_page_config(page_title=title)
    try:
        company = data.store().settings.company.name
        if company:
            st.set_page_config(page_title=f"{title} · {company}")
        _require(key, needs)
        shell.header(title, say(f"page.{key}.purpose"))
        shell.banners()
        quality.note(key)
    except DashboardError as error:
        st.title(title, anchor=False)
        _stop(error)


def _require(key: str, needs: str) -> None:
    """Raise ``NotAllowed`` unless the present person may open the page; a refusal is noted once a session."""
    try:
        require(who.actor(), needs)
    except NotAllowed:
        refused = st.session_state.setdefault("page.refused", set())
        if key not in refused:
            refused.add(key)
            audit.refused(data.store(), who.actor(), needs, f"page {key}")
        raise


def looked(action: str, subject: str, nameless: bool = False) -> None:
    """Note that somebody looks at a person's data; a look goes on until something else is looked at.

    ``nameless``: the audit of a denúncia shows its protocol alone.
    """
    look = (action, subject)
    if st.session_state.get("page.look") != look:
        if nameless:
            audit.noted(data.store(), NOBODY, "cases.kept_apart", subject)
        else:
            audit.noted(data.store(), who.actor(), action, subject)
        st.session_state["page.look"] = look


def may(permission: str) -> bool:
    """True where the present person holds the permission."""
    return who.actor().may(permission)


def load(
    report: Callable[..., Report], chosen: Filter, *about: Hashable, with_desk: bool = False, of_tickets: bool = True
) -> Report:
    """The report for that filter, from memory where the data are the same; a filter without tickets ends the page.

    ``with_desk``: it also depends on what people recorded. ``of_tickets=False``: it needs no ticket to say something.
    """
    if isinstance(chosen, Filter) and of_tickets:
        selection.stop_if_empty(chosen)
    try:
        return data.ask(report, chosen, *about, with_desk=with_desk)
    except DashboardError as error:
        return _stop(error)


def _through_the_entry() -> None:
    """Never run a page by itself: the entry decides who may see it.

    Before any session has named the pages, Streamlit takes the folder ``pages/`` for an app of its oldest kind and
    runs the file that the address names. Its own switch is turned off and the run begins again at the entry.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def _stop(error: DashboardError) -> None:
    st.error(spoken.explain(error), icon=":material/error:")
    st.stop()
