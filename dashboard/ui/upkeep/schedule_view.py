"""A nightly import, ready to copy: for cron and for systemd, with this installation's own paths."""

import streamlit as st

from dashboard import text
from dashboard.actions.imports import PERMISSION
from dashboard.errors import DashboardError
from dashboard.importing import schedule
from dashboard.importing.schedule import UNIT, Schedule
from dashboard.importing.sources import source
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import current, say

USUAL = "03:00"
TIMES = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45))


def show() -> None:
    """The fields and what follows from them. For those who may not import, a sentence."""
    if not who.actor().may(PERMISSION):
        st.info(say("ui.upload.not_allowed"), icon=":material/info:")
        return
    with st.container(border=True, key="panel-schedule", gap="xsmall"):
        st.header(say("ui.schedule.title"), anchor=False)
        st.caption(say("ui.schedule.subtitle", hours=schedule.LONGEST_HOURS))
        wanted = _fields()
        try:
            made = schedule.made(wanted)
        except DashboardError as error:
            st.error(language.explain(error), icon=":material/error:")
            return
        _systemd(made)
        _cron(made)


def _fields() -> Schedule:
    kind, instance = last_import()
    names = ("auto", *source.names())
    spoken = current()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="schedule-fields"):
        chosen = st.selectbox(
            say("ui.upload.source"),
            names if kind in names else (kind, *names),
            index=names.index(kind) if kind in names else 0,
            key="schedule.source",
            format_func=lambda name: text.of("source_kind", name, spoken),
        )
        given = st.text_input(
            say("ui.schedule.given"), value=str(data.folder() / "exports"), key="schedule.given",
            help=say("ui.schedule.given_help"),
        )  # fmt: skip
        # The field for times has parts too small to be hit (WCAG 2.5.8).
        at = st.selectbox(say("ui.schedule.at"), TIMES, index=TIMES.index(USUAL), key="schedule.at", width=140)
    settings = data.store().settings
    named = instance if chosen == kind else None
    return Schedule(
        data.folder(), chosen, (given.strip(),), *map(int, at.split(":")), named, settings.time.zone
    )  # fmt: skip


def last_import() -> tuple[str, str | None]:
    """Source and name of the newest import that is no demo; ``auto`` where there is none."""
    real = [one for one in data.store().info.sources if not one.is_demo]
    newest = max(real, key=lambda one: one.imported_at, default=None)
    return (newest.kind, newest.source) if newest else ("auto", None)


# Plain: the highlighter's colours are too faint on a dark ground.
def _systemd(made: dict[str, str]) -> None:
    st.markdown(f"**{say('ui.schedule.systemd')}**")
    st.caption(say("ui.schedule.save_as", file=f"/etc/systemd/system/{UNIT}.service"))
    st.code(made["service"], language=None, wrap_lines=True)
    st.caption(say("ui.schedule.save_as", file=f"/etc/systemd/system/{UNIT}.timer"))
    st.code(made["timer"], language=None, wrap_lines=True)
    st.caption(say("ui.schedule.switch_on"))
    st.code(schedule.SWITCH_ON, language=None, wrap_lines=True)
    st.caption(say("ui.schedule.see"))
    st.code(schedule.SEE, language=None, wrap_lines=True)


def _cron(made: dict[str, str]) -> None:
    st.markdown(f"**{say('ui.schedule.cron')}**")
    st.caption(say("ui.schedule.cron_hint", file=str(data.folder() / schedule.LOG)))
    st.code(made["cron"], language=None, wrap_lines=True)
