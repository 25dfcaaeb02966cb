"""What surrounds every page: menu, language, local mode, search, how fresh the data are, what is wrong with them."""

from datetime import timedelta
from pathlib import Path

import streamlit as st

from dashboard import clock, faults, text
from dashboard.errors import DashboardError
from dashboard.store.engine import Store
from dashboard.ui.reader import address, data, navigation, sign_in, who
from dashboard.ui.reader import language as spoken
from dashboard.ui.reader.language import say
from dashboard.ui.wording import plain

STYLE = Path(__file__).with_name("style.css")
STALE_AFTER = timedelta(hours=24)
LOOK_EVERY_SECONDS = 2
_SEARCH = "shell.search"


def style() -> None:
    """The few rules that the theme's settings cannot express."""
    st.html(STYLE)


def around(page) -> None:
    """Draw the sidebar, put the address in order, and watch for newer data."""
    address.carry(navigation.key_of(page.url_path))
    with st.sidebar:
        who.show()
        spoken.switch()
    _watch()


def run(page) -> None:
    """Run the page; of what nobody foresaw the reader gets a reference and the log kind and place."""
    try:
        address.refuse_long()
        page.run()
    except DashboardError as error:
        st.error(spoken.explain(error), icon=":material/error:")
    except Exception as error:
        failed(error, page.url_path)


def failed(error: Exception, where: str = "callback") -> bool:
    """Tell a failure nobody foresaw, also one outside of a page's run (a click's callback); True: it was told."""
    reference = faults.noted(error, where or "start")
    st.error(say("ui.failed.unexpected", reference=reference), icon=":material/error:")
    return True


def header(title: str, purpose: str) -> None:
    """Title, search box, and one line: what it is and how fresh."""
    with st.container(horizontal=True, vertical_alignment="center", key="page-head"):
        st.title(title, anchor=False, width="stretch")
        _search()
    source = data.store()
    names = ", ".join(one.source for one in source.info.sources)
    fresh = say(
        "ui.fresh", moment=text.moment(source.as_of, source.info.zone, spoken.current()), sources=plain.markdown(names)
    )
    st.caption(f"{purpose} · {fresh}", help=say("ui.version", stamp=source.info.stamp))


def banners() -> None:
    """What must be known before any number is read: demo, old data, a file that cannot be opened."""
    source = data.store()
    with st.container(key="banners", gap="xsmall"):
        if source.problem:
            st.warning(say("ui.banner.problem", problem=spoken.explain(source.problem)), icon=":material/warning:")
        if source.info.is_demo:
            st.info(say("ui.banner.demo"), icon=":material/science:")
        age = clock.now() - source.as_of
        if age > STALE_AFTER:
            said = text.duration(age.total_seconds(), spoken.current())
            st.warning(say("ui.banner.stale", age=said), icon=":material/schedule:")


def _search() -> None:
    if st.session_state.pop("shell.asked", False) and st.session_state[_SEARCH].strip():
        address.keep_typed("q", st.session_state[_SEARCH])
        st.switch_page(navigation.FILES["search"], query_params=address.carried())
    st.session_state[_SEARCH] = address.typed("q") if st.session_state.get("address.page") == "search" else ""
    st.text_input(
        say("ui.search.label"),
        key=_SEARCH,
        type="search",
        placeholder=say("ui.search.placeholder"),
        width=270,
        label_visibility="collapsed",
        on_change=_asked,
        icon=":material/search:",
        max_chars=200,
    )


def _asked() -> None:
    st.session_state["shell.asked"] = True


@st.fragment(run_every=LOOK_EVERY_SECONDS)
def _watch() -> None:
    """Look at the pointer; where another version is there, or the session ended, draw the page anew."""
    if sign_in.has_ended():
        st.rerun()
    try:
        source: Store = data.store()
        source.refresh()
    except DashboardError:
        return
    seen = (source.stamp, source.problem and source.problem.key)
    if st.session_state.setdefault("shell.seen", seen) != seen:
        st.session_state["shell.seen"] = seen
        st.rerun()
