"""The kept versions of the data, and the way back for those who may."""

from zoneinfo import ZoneInfo

import streamlit as st

from dashboard import text
from dashboard.actions import versions as action
from dashboard.errors import DashboardError, StoreError
from dashboard.store import versions
from dashboard.store.versions import Origin, Version
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import current, say

MEGABYTE = 1024**2
_known: dict[str, Origin] = {}


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
    origin = _origin(version)
    with st.container(horizontal=True, vertical_alignment="center", key=f"version-{version.stamp}"):
        with st.container(gap=None, width="stretch"):
            moment = text.moment(version.published_at, _zone(), current())
            st.text(f"{moment} · {_made(origin)}")
            st.caption(say("ui.versions.stamp", stamp=version.stamp, size=_size(version)))
        if version.is_current:
            st.badge(say("ui.versions.current"), color="blue", icon=":material/check:")
        elif origin is None or not origin.can_be_used:
            st.badge(say("ui.versions.damaged" if origin is None else "ui.versions.old"), icon=":material/block:")
        elif may_go_back:
            st.button(
                say("ui.versions.go_back"),
                key=f"rollback.{version.stamp}",
                on_click=_go_back,
                args=(version.stamp,),
                help=say("ui.versions.go_back_help"),
                icon=":material/history:",
            )


def _made(origin: Origin | None) -> str:
    """By what it came about, and how many tickets it holds."""
    if origin is None:
        return say("ui.versions.unreadable")
    parts = [
        say("ui.versions.rebuilt") if kind == "rebuild" else say("ui.versions.imported", source=source)
        for kind, source in origin.imports
    ]
    if origin.is_demo:
        parts = [say("ui.versions.demo")]
    return " · ".join([*parts, say("ui.versions.tickets", count=origin.ticket_count)])


def _size(version: Version) -> str:
    try:
        return text.number(version.path.stat().st_size / MEGABYTE, current(), 1)
    except OSError:  # deleted by an import at this moment
        return "–"


def _zone() -> ZoneInfo:
    return data.store().settings.zone


def _origin(version: Version) -> Origin | None:
    """What made it, ``None`` where the file cannot be read; a version never changes, so it is read once."""
    if version.stamp not in _known:
        try:
            _known[version.stamp] = versions.read_origin(version)
        except StoreError:
            return None
    return _known[version.stamp]


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
