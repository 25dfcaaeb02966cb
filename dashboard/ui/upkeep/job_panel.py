"""Bringing an export in: upload, check, read the report, import, see the result. One job for all sessions at a time."""

from collections.abc import Callable

import streamlit as st

from dashboard import jobs
from dashboard.actions import imports as action
from dashboard.errors import DashboardError, heard
from dashboard.importing.report import Report
from dashboard.jobs import Standing
from dashboard.ui.components import states
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import say
from dashboard.ui.upkeep import job_watch, report_view, upload_form

TOLD = "job.told"


def show() -> None:
    """The panel in its present state; for those who may not import, a sentence."""
    with st.container(border=True, key="panel-import", gap="xsmall"):
        st.header(say("ui.upload.title"), anchor=False)
        st.caption(say("ui.upload.subtitle"))
        if not who.actor().may(action.PERMISSION):
            st.info(say("ui.upload.not_allowed"), icon=":material/info:")
            return
        _tell()
        job_watch.elsewhere()
        _draw(jobs.look(data.folder()))


def _draw(standing: Standing | None) -> None:
    if standing and standing.is_running:
        running(standing)
    elif standing and standing.awaits_decision:
        _checked(standing)
    else:
        if standing:
            _ended(standing)
        _form()


def _form() -> None:
    given = upload_form.files()
    about = str(upload_form.choice())
    upload_form.wishes(about)
    st.button(
        say("ui.upload.check"),
        key="upload.check",
        type="primary",
        icon=":material/fact_check:",
        disabled=not given,
        help=say("ui.upload.check_help"),
        on_click=_upload,
        args=(about,),
    )


def running(standing: Standing) -> None:
    """How far it is, and the way to end it."""
    job_watch.progress()
    st.button(
        say("ui.job.abandon"),
        key="job.abandon",
        icon=":material/cancel:",
        help=say("ui.job.abandon_help"),
        on_click=_act,
        args=(lambda: action.abandon(data.store(), who.actor(), standing.asked.job_id),),
    )


def _checked(standing: Standing) -> None:
    """What would happen, and the decision."""
    st.text(job_watch.about(standing))
    _report(standing)
    about = standing.asked.job_id
    upload_form.wishes(about, standing.asked)
    with st.container(horizontal=True, gap="small", key="job-decision"):
        if standing.ending == "done":
            _button("import", standing, lambda: _go_on("import", about), "primary", ":material/publish:")
        is_refused = standing.ending != "done"
        kind = "primary" if is_refused else "secondary"
        _button("again", standing, lambda: _go_on("check", about), kind, ":material/fact_check:")
        _button(
            "discard",
            standing,
            lambda: action.discard(data.store(), who.actor(), about),
            "secondary",
            ":material/delete:",
        )
    st.caption(say("ui.upload.kept", hours=data.store().settings.imports.upload_kept_hours))


def _button(name: str, standing: Standing, act: Callable[[], None], kind: str, icon: str) -> None:
    st.button(
        say(f"ui.upload.{name}"),
        key=f"upload.{name}.{standing.asked.job_id}",
        type=kind,
        icon=icon,
        on_click=_act,
        args=(act,),
    )


def _ended(standing: Standing) -> None:
    """What came of the last job: for everybody, until somebody puts it away or begins another one."""
    with st.container(border=True, key="job-ended", gap="xsmall"):
        st.text(job_watch.about(standing))
        _report(standing)
        _button("close", standing, lambda: _put_away(standing), "tertiary", ":material/close:")


def _put_away(standing: Standing) -> None:
    action.discard(data.store(), who.actor(), standing.asked.job_id)


def _report(standing: Standing) -> None:
    """The report where there is one, else the sentence that says how it ended."""
    if standing.ending in ("done", "refused"):
        problems = tuple(heard(one) for one in standing.told.get("problems", ()))
        said = standing.told.get("report")
        kind = standing.asked.kind
        found = Report.from_dict(said, problems) if said else Report(kind, "", problems=problems)
        report_view.show(found)
        return
    has_moved = standing.told.get("has_moved")
    words = say(f"ui.job.ending.{standing.ending}")
    st.warning(f"{words} {say('ui.job.moved' if has_moved else 'ui.job.unmoved')}", icon=":material/warning:")


def _go_on(kind: str, job_id: str) -> None:
    action.go_on(data.store(), who.actor(), kind, job_id, upload_form.wished(job_id))


def _upload(about: str) -> None:
    given = st.session_state.get(f"upload.files.{about}") or []
    wishes = upload_form.wished(about)
    if _act(lambda: action.upload(data.store(), who.actor(), [(one.name, one) for one in given], wishes)):
        upload_form.begin_anew()


def _act(act: Callable[[], None]) -> bool:
    """Do it; a refusal is told above the panel."""
    try:
        act()
    except DashboardError as error:
        st.session_state[TOLD] = language.explain(error)
        return False
    return True


def _tell() -> None:
    if TOLD in st.session_state:
        states.outcome(False, st.session_state.pop(TOLD))
