"""Seeing a job from any page of the data: who started it, since when, how far it is; a change draws the page anew."""

from typing import Any

import streamlit as st

from dashboard import clock, importing, jobs, text
from dashboard.actions.imports import PERMISSION
from dashboard.jobs import Standing
from dashboard.ui.reader import data, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.wording import plain

LOOK_EVERY_SECONDS = 1
SEEN = "job.seen"
HOME = "import"
"""The part of the page where the job itself is shown."""
REBUILDS = "statuses"
"""The part that shows it while it runs."""
STEPS = {
    "check": tuple(step for step in importing.STEPS if step not in ("waiting", "publishing")),
    "import": importing.STEPS,
    "rebuild": ("waiting", "merging", "facts", "publishing"),
}
"""The steps of each kind, in their order."""


def follow() -> None:
    """Watch for a job that begins or ends, here or in another session."""
    st.session_state[SEEN] = _signature()
    _watch()


@st.fragment(run_every=LOOK_EVERY_SECONDS)
def _watch() -> None:
    if _signature() != st.session_state.get(SEEN):
        st.rerun()


def _signature() -> tuple[Any, ...]:
    standing = jobs.look(data.folder())
    other = importing.holder(data.folder())
    return (standing and (standing.asked.job_id, standing.ending, standing.has_files), other is None)


def banner(view: str) -> None:
    """On the other parts of the page: that something runs, or waits for a decision."""
    standing = jobs.look(data.folder())
    if standing is None or view == HOME or not who.actor().may(PERMISSION):
        return
    if (standing.is_running and view != REBUILDS) or standing.awaits_decision:
        key = "ui.job.runs" if standing.is_running else "ui.job.waits"
        st.info(say(key, about=plain.markdown(about(standing))), icon=":material/sync:")


@st.fragment(run_every=LOOK_EVERY_SECONDS)
def progress() -> None:
    """Who, since when, and how far: drawn anew by itself while the job runs."""
    standing = jobs.look(data.folder())
    if standing is None or not standing.is_running:
        return
    st.text(about(standing))
    share, words = how_far(standing)
    st.progress(share, text=words)


def how_far(standing: Standing) -> tuple[float, str]:
    """The share of all steps that is done, and the step in words with the time that has passed."""
    steps, step = STEPS[standing.asked.kind], standing.progress.step
    passed = max((clock.instant() - standing.asked.started_at).total_seconds(), 0)
    done = (steps.index(step) + standing.progress.share) / len(steps) if step in steps else 0.0
    said = say(f"import.step.{step}") if step in steps else say("ui.job.starting")
    return min(done, 1.0), say("ui.job.step", step=said, passed=text.duration(passed, current()))


def about(standing: Standing) -> str:
    """Who does what with which files, since when; of what has ended, who did."""
    asked = standing.asked
    zone = data.store().settings.zone
    return say(
        f"ui.job.about.{asked.kind}" if standing.is_running else f"ui.job.past.{asked.kind}",
        person=text.of("actor", asked.actor, current()),
        moment=text.moment(asked.started_at, zone, current()),
        files=few(asked.files),
    )


def few(names: tuple[str, ...], limit: int = 4) -> str:
    """The first of many names."""
    shown = ", ".join(names[:limit])
    return say("ui.job.more_files", files=shown, count=len(names) - limit) if len(names) > limit else shown


def elsewhere() -> None:
    """An import that somebody runs by command: it is told, and waited for by what is started here."""
    standing, other = jobs.look(data.folder()), importing.holder(data.folder())
    if other is None or (standing and standing.is_running):
        return
    moment = text.moment(other.since, data.store().settings.zone, current())
    said = say("ui.job.elsewhere", user=plain.markdown(other.user), moment=moment)
    st.info(said, icon=":material/hourglass_top:")
