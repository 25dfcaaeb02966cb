"""One contact record at the side: its persons, what to ask for, the text to send, and what was learned."""

from typing import Any

import streamlit as st

from dashboard import text
from dashboard.reports import contacts
from dashboard.reports.base import Link
from dashboard.reports.filters import Filter
from dashboard.ui.components import links, paper, states
from dashboard.ui.contacts import outcomes
from dashboard.ui.frame import page
from dashboard.ui.reader import data, navigation, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.wording import friendly, plain

SHOWN = "record.shown"
PERSONS = (
    "contact_person", "contact_role", "has_left", "cell", "reach_kind", "understood", "reach_reason", "change_state",
)  # fmt: skip


def is_masked() -> bool:
    """True for roles that need no whole number: they see the last four digits."""
    return not who.actor().may("contacts.reveal")


def follow(row: dict[str, Any] | None) -> None:
    """Open the picked record once; nothing picked forgets it, so that the same one can be opened again."""
    picked = (row["source"], row["customer_id"], outcomes.choice()) if row else None
    if picked != st.session_state.get(SHOWN):
        st.session_state[SHOWN] = picked
        if row:
            _record(row["source"], row["customer_id"], row["customer_name"] or row["customer_id"])


@st.dialog(" ", position="right", width="medium")
def _record(source: str, customer_id: str, name: str) -> None:
    if outcomes.has_told():
        st.rerun()  # the record closes, and the page says what was recorded
    page.looked("look.record", f"contacts {source}/{customer_id}")
    st.header(plain.markdown(name), anchor=False)
    judged = data.ask(contacts.rules_of, source, customer_id, with_desk=True)
    rules = judged["record_rules"].split(",") if judged else []
    if judged:
        severity = text.of("severity", judged["severity"], current())
        st.text(f"{severity}: {named(judged['record_rules'])}")
    _waiting(judged, source, customer_id)
    persons = data.ask(contacts.persons, source, customer_id, is_masked(), with_desk=True)
    if not states.told(persons):
        st.html(paper.table(persons, PERSONS))
    if rules:
        st.header(say("ui.record.ask"), anchor=False)
        st.markdown("\n".join(f"- {question}" for question in questions(rules)))
        first = persons.frame["contact_person"].iloc[0] if len(persons.frame) else name
        st.caption(say("ui.record.text"))
        st.code(letter(first), language=None, wrap_lines=True)
    if not persons.error:
        outcomes.form(source, customer_id, persons.frame)
    outcomes.recent(source, customer_id)


def named(rules: str) -> str:
    """The codes of broken rules, separated by commas, by their names."""
    return ", ".join(text.of("record_rule", rule, current()) for rule in rules.split(","))


def questions(rules: list[str]) -> list[str]:
    """What to ask for, each question once, in the order of the rules."""
    return list(dict.fromkeys(text.of("record_question", rule, current()) for rule in rules))


def letter(person: object) -> str:
    """The friendly text that asks to put the record in order."""
    return friendly.message("contact", person, "", data.store().settings, current())


def _waiting(judged: dict[str, Any] | None, source: str, customer_id: str) -> None:
    if not judged or not judged["waiting_count"]:
        return
    link = Link("tickets/now", {"turns": ["support"]})
    st.page_link(
        navigation.FILES["tickets"],
        label=say("ui.record.waiting", count=int(judged["waiting_count"])),
        icon=":material/list:",
        query_params=links.query(link, Filter(sources=(source,), customers=(customer_id,))),
    )
