"""A first start without data: an export is uploaded, or the demo company is made on screen.

``python -m dashboard`` has data before it serves; this is for ``streamlit run streamlit_app.py``.
"""

import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard import clock, importing, jobs
from dashboard import settings as settings_file
from dashboard.errors import DashboardError
from dashboard.store import versions
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import say
from dashboard.ui.upkeep import job_panel, job_watch

_one_at_a_time = threading.Lock()
_tidied: set[Path] = set()
_checked: set[Path] = set()
"""Data folders whose facts were found up to date: settings are read once per process, so once is enough."""
STEPS = ("simulating", *importing.STEPS)


def ensure_data() -> None:
    """Where there is no version yet, offer the ways to one and draw nothing else; facts of other settings are rebuilt.

    A failure is told by the page itself.
    """
    try:
        tidy()
        if versions.pointed_stamp(data.folder()) is None:
            _offer()
        elif data.folder() not in _checked:
            if _are_facts_outdated():
                _working("ui.first_run.rebuilding", _are_facts_outdated, _rebuild)
            _checked.add(data.folder())
    except DashboardError:
        return  # what is wrong with the data is said by the page itself


def tidy() -> None:
    """Once per process: clear away what a killed server left of uploads and imports."""
    with _one_at_a_time:
        if data.folder() in _tidied:
            return
        data.store()  # who holds the desk is the server of this folder: another one's uploads are left alone
        jobs.recover(data.folder())
        importing.sweep(data.folder())
        _tidied.add(data.folder())


def _offer() -> None:
    """Upload an export, or look at a made-up company first."""
    with st.sidebar:
        who.show()
        language.switch()
    st.title(say("ui.first_run.welcome"), anchor=False)
    st.caption(say("ui.first_run.ways"))
    job_watch.follow()
    job_panel.show()
    standing = jobs.look(data.folder())
    if not (standing and standing.is_running):
        with st.container(border=True, key="panel-demo", gap="small"):
            st.header(say("ui.first_run.demo"), anchor=False)
            st.caption(say("ui.first_run.demo_hint"))
            if st.button(say("ui.first_run.make_demo"), key="first_run.demo", icon=":material/science:"):
                _working("ui.first_run.working", lambda: versions.pointed_stamp(data.folder()) is None, _import)
                st.rerun()
    st.stop()


def _are_facts_outdated() -> bool:
    return importing.needs_rebuild(data.folder(), settings_file.load(data.folder()))


def _working(about: str, is_needed: Callable[[], bool], work: Callable[[importing.Progress], None]) -> None:
    place = st.empty()
    with place.container():
        st.title(say("ui.first_run.title"), anchor=False)
        st.caption(say(about))
        bar = st.progress(0.0)
    with _one_at_a_time:
        if is_needed():
            work(lambda step, share: bar.progress(*_told(step, share)))
    data.store().refresh()
    place.empty()


def _rebuild(progress: importing.Progress) -> None:
    importing.rebuild(data.folder(), settings_file.load(data.folder()), progress=progress)


def _told(step: str, share: float) -> tuple[float, str]:
    done = (STEPS.index(step) + min(max(share, 0.0), 1.0)) / len(STEPS)
    return done, say(f"import.step.{step}")


def _import(progress: importing.Progress) -> None:
    from dashboard import demo  # noqa: PLC0415 - the simulation is loaded only where it is needed

    data_dir = data.folder()
    settings = settings_file.load(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="demo-", dir=data_dir) as folder:
        demo.write(
            Path(folder),
            demo.DEFAULT_TICKETS,
            demo.DEFAULT_SEED,
            clock.now(),
            settings,
            lambda share, _: progress("simulating", share),
        )
        importing.run("canonical", [Path(folder)], data_dir, settings, instance="demo", is_demo=True, progress=progress)
