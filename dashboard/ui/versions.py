"""The kept versions of the data, and the way back for those who may."""

import streamlit as st

from dashboard import text
from dashboard.actions import versions as action
from dashboard.errors import DashboardError
from dashboard.store import versions
from dashboard.store.versions import Version
from dashboard.ui import data, language, who
from dashboard.ui.language import current, say
from dashboard.ui.manner import manner


def show(may_go_back: bool) -> None:
    """One line per version, newest first."""
    with st.container(border=True, key="panel-data-versions", gap="xsmall"):
        st.header(say("ui.versions.title"), anchor=False)
        st.caption(say("ui.versions.subtitle"))
        if "versions.told" in st.session_state:
            _tell(*st.session_state.pop("versions.told"))
        for version in versions.kept(data.folder()):
            _line(version, may_go_back)


def _line(version: Version, may_go_back: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"version-{version.stamp}"):
        moment = text.moment(version.published_at, manner().zone, current())
        st.text(say("ui.versions.line", moment=moment, stamp=version.stamp), width="stretch")
        if version.is_current:
            st.badge(say("ui.versions.current"), color="blue", icon=":material/check:")
        elif may_go_back:
            st.button(
                say("ui.versions.go_back"),
                key=f"rollback.{version.stamp}",
                on_click=_go_back,
                args=(version.stamp,),
                help=say("ui.versions.go_back_help"),
                icon=":material/history:",
            )


def _go_back(stamp: str) -> None:
    try:
        action.rollback(data.store(), who.actor(), stamp)
        data.store().refresh()
        st.session_state["versions.told"] = (True, say("ui.versions.done", stamp=stamp))
    except DashboardError as error:
        st.session_state["versions.told"] = (False, language.explain(error))


def _tell(has_worked: bool, words: str) -> None:
    if has_worked:
        st.success(words, icon=":material/check_circle:")
    else:
        st.error(words, icon=":material/error:")
