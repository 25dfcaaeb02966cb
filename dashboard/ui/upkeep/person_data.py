"""One person's data on request: found, handed over as one file, erased; for whoever answers for the data."""

from collections.abc import Callable

import streamlit as st

from dashboard import clock
from dashboard.actions import privacy
from dashboard.errors import DashboardError
from dashboard.importing import erasing
from dashboard.reports import person as report
from dashboard.store import copies, persons
from dashboard.store.persons import Person
from dashboard.ui.reader import data, language, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.wording import plain

WANTED, MEANT, TOLD = "person.wanted", "person.meant", "person.told"


def show(may_export: bool, may_erase: bool) -> None:
    """The panel; nothing where neither is allowed."""
    if not (may_export or may_erase):
        return
    with st.container(border=True, key="panel-data-person", gap="small"):
        st.header(say("ui.person.title"), anchor=False)
        st.caption(say("ui.person.subtitle"))
        if TOLD in st.session_state:
            has_worked, words = st.session_state.pop(TOLD)
            (st.success if has_worked else st.error)(words)
        st.text_input(say("ui.person.wanted"), key=WANTED, help=say("ui.person.wanted_help"), autocomplete="off")
        person = _chosen()
        if person and may_export:
            _export(person)
        if person and may_erase:
            _erase(person)


def _chosen() -> Person | None:
    wanted = st.session_state.get(WANTED, "").strip()
    if not wanted:
        return None
    try:
        found = persons.find(data.folder(), wanted)
    except DashboardError as error:
        st.error(language.explain(error))
        return None
    if not found:
        st.info(say("ui.person.nobody"))
        return None
    return st.radio(
        say("ui.person.several", count=len(found)),
        found,
        format_func=lambda one: plain.markdown(f"{one.name or one.person_id} · {one.key}"),
        key=MEANT,
    )


def _export(person: Person) -> None:
    st.download_button(
        say("ui.person.export"),
        _packing(person),
        "person.zip",
        "application/zip",
        key="person.export",
        on_click="ignore",
        icon=":material/download:",
        help=say("ui.person.export_help"),
    )


def _packing(person: Person) -> Callable[[], bytes]:
    # The file is made without any session: who asks, and in which language, is known only now.
    store, actor, spoken = data.store(), who.actor(), current()

    def packed() -> bytes:
        found = report.held(store.data_dir, store, person)
        privacy.handed_over(store, actor, person, sum(len(rows) for rows in found.rows.values()))
        return report.packed(found, spoken, clock.instant())

    return packed


def _erase(person: Person) -> None:
    with st.expander(say("ui.person.erase"), icon=":material/person_remove:"):
        told = erasing.preview(data.folder(), person)
        st.markdown(
            "\n".join(f"- {say(f'cli.person.part.{what}', count=count)}" for what, count in told.items() if count)
        )
        st.warning(say("cli.person.no_way_back"))
        with st.form("person.erase", border=False):
            st.text_input(say("ui.person.reason"), key="person.reason", max_chars=erasing.REASON_LENGTH)
            st.date_input(
                say("ui.person.requested_on"), key="person.requested_on", max_value="today", format="DD/MM/YYYY"
            )
            st.text_input(
                say("ui.person.type_key", code=plain.markdown(person.key)), key="person.typed", autocomplete="off"
            )
            st.form_submit_button(say("ui.person.erase_now"), on_click=_erased, args=(person,), type="primary")


def _erased(person: Person) -> None:
    """Begin it, and carry it to its end with the desk released; what is cut short goes on at the next start."""
    said, store = st.session_state, data.store()
    try:
        if said["person.typed"].strip() != person.key:
            said[TOLD] = (False, say("error.erasure_unconfirmed"))
            return
        request = erasing.Request(person, said["person.reason"], said["person.requested_on"])
        privacy.may_erase(store, who.actor(), person)
        erasing.begin(store.data_dir, who.actor(), request)
        with store.desk_released():
            erasing.carry_out(store.data_dir, store.settings)
        data.forget()
        said[WANTED] = ""
        left = "\n".join(
            f"- {one.made_at[:10]} {plain.markdown(one.path)}" for one in copies.still_there(store.data_dir)
        )
        said[TOLD] = (True, "\n\n".join([say("ui.person.erased"), say("cli.person.destroy") if left else "", left]))
    except DashboardError as error:
        said[TOLD] = (False, language.explain(error))
