"""The list of tickets left open: which of the three, the tickets in it, and acting on the chosen ones."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.reports import stale
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.ui.components import details, downloads, states, switches, tables
from dashboard.ui.frame import page
from dashboard.ui.reader import data
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.tickets import marking, marks
from dashboard.ui.wording import formats, friendly, plain

WHICH, MARKED = "owes", "marked"
MARKS = {"all": None, "no": False, "yes": True}
ROWS_A_PAGE, ROWS_SHOWN, REVIEWED, EXPORTED_AT_MOST = 50, 10, 5, 1_000_000
COLUMNS = (
    "number",
    "next_step",
    "silent_working_seconds",
    "marks",
    "customer_name",
    "subject",
    "last_words",
    "turn",
    "turn_rule",
    "department",
    "agent_name",
    "helpdesk_address",
    "friendly_text",
    "opened_at",
    "source",
)


def which() -> str:
    """The list that the address names, else the one where we owe the next step."""
    return switches.chosen(WHICH, tuple(stale.LISTS))


def choose() -> None:
    """The control that changes the list; it stands above the pictures, which follow it."""
    switches.show(WHICH, tuple(stale.LISTS), "ui.stale.which", lambda name: say(f"stalled_list.{name}"))


def basis(weaker: dict[str, tuple[str, ...]]) -> None:
    """What stands in for messages, where a source does not bring them; and the limits in force."""
    for kind, sources in weaker.items():
        st.info(say(f"ui.stale.basis_{kind}", sources=plain.markdown(", ".join(sources))), icon=":material/info:")


def limits() -> None:
    """The limits of the settings, per turn."""
    seconds, told = data.store().settings.stale_seconds, manner()
    said = [
        say("ui.stale.limit", turn=say(f"turn.{turn}"), limit=formats.amount(seconds[turn], "working_seconds", told))
        for turns in stale.LISTS.values()
        for turn in turns
    ]
    st.caption(say("ui.stale.limits", limits=" · ".join(said)))


def show(chosen: Filter) -> None:
    """The tickets, the longest silence first, and the panel to act on the chosen ones."""
    name, marked = which(), _marked()
    pager = f"pager.stalled.{name}.{marked}.{hash(chosen)}"
    about = (chosen, name, marked, marking.today(), ROWS_A_PAGE)
    first, listed = tables.page_of(
        pager, lambda offset: page.load(_listing, *about, offset, with_desk=True), ROWS_A_PAGE
    )
    picked: list[dict[str, Any]] = []
    with st.container(border=True, key="panel-stalled_list", gap="xxsmall"):
        _heading(listed, chosen)
        if not states.told(listed):
            tables.pages_of(listed.n or 0, pager, ROWS_A_PAGE)
            shown = marks.beside(listed)
            key = f"stalled.{name}.{first}.{marking.choice()}"
            picked = tables.choose(shown, _columns(listed.frame), key, ROWS_SHOWN)
            if len(picked) == 1:
                text_to_send(picked[0])
            downloads.row(shown, chosen, lambda: marks.beside(_everything(chosen, name, marked)))
    marking.panel(picked)
    _review(listed.frame)


def _listing(store: Any, *about: Any) -> Panel:
    return stale.listing(store, *about)


def _everything(chosen: Filter, name: str, marked: bool | None) -> Panel:
    return stale.listing(data.store(), chosen, name, marked, marking.today(), EXPORTED_AT_MOST, 0)


def _heading(listed: Panel, chosen: Filter) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        title = f"stalled_list.{which()}" if listed.absent else f"stalled_list.{which()}_title"
        st.header(say(title, count=listed.n or 0), anchor=False, width="stretch")
        switches.show(MARKED, tuple(MARKS), "ui.stale.marked", lambda one: say(f"ui.stale.marked_{one}"))
        details.button(listed, chosen)


def _marked() -> bool | None:
    return MARKS[switches.chosen(MARKED, tuple(MARKS))]


def _columns(frame: pd.DataFrame) -> tuple[str, ...]:
    """Where nobody knows the silence the list is in order of age, and the age stands in its place."""
    if frame["silent_working_seconds"].notna().any():
        return COLUMNS
    without_age = (column for column in COLUMNS if column != "opened_at")
    return tuple("opened_at" if column == "silent_working_seconds" else column for column in without_age)


def text_to_send(ticket: dict[str, Any]) -> None:
    """The friendly text for a ticket's next step, ready to copy."""
    words = friendly.message(
        ticket["next_step"], ticket["contact_name"], ticket["number"], data.store().settings, current()
    )
    st.caption(say("ui.stale.text_to_send", step=say(f"next_step.{ticket['next_step']}")))
    st.code(words, language=None, wrap_lines=True)


def _review(frame: pd.DataFrame) -> None:
    """Closing words that nobody judged yet: what decided, and one click to say whether it was right."""
    if which() != "theirs" or "closing_at" not in frame or not page.may("tickets.flag"):
        return
    open_questions = frame[frame["closing_at"].notna() & frame["is_closing_right"].isna()].head(REVIEWED)
    if not len(open_questions):
        return
    with st.container(border=True, key="panel-review", gap="xxsmall"):
        st.header(say("ui.stale.review"), anchor=False)
        st.caption(say("ui.stale.review_help"))
        for ticket in open_questions.to_dict("records"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.text(why_finished(ticket), width="stretch")
                marking.judge(ticket)


def why_finished(ticket: dict[str, Any]) -> str:
    """Why a ticket counts as ready to close: the words that decided, and how."""
    phrase = formats.cell("closing_phrase", manner())(ticket["closing_phrase"])
    words = formats.cell("last_words", manner())(ticket.get("last_words"))
    return say(f"ui.stale.why_{ticket['closing_reason']}", number=ticket["number"], phrase=phrase, words=words)
