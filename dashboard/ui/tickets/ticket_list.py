"""A list of tickets: the one behind a number, or what a search found. A row opens its ticket."""

from typing import Any

import streamlit as st

from dashboard import text
from dashboard.reports import satisfaction, search, tickets
from dashboard.reports.base import Link, Panel
from dashboard.reports.filters import LISTS, Filter
from dashboard.ui.components import downloads, links, states, tables
from dashboard.ui.components.filter_bar import WHOLE
from dashboard.ui.feedback import rating_groups
from dashboard.ui.frame import page
from dashboard.ui.reader import address, data
from dashboard.ui.reader.language import say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats, plain

COLUMNS = (
    "number",
    "waiting_working_seconds",
    "waited_working_seconds",
    "customer_rule",
    "rule_words",
    "related_number",
    "contact_reason",
    "subject",
    "customer_name",
    "department",
    "state",
    "turn",
    "waiting_since_at",
    "overtaken_reason",
    "opened_at",
    "channel",
    "support_level",
    "agent_name",
    "raw_status",
    "turn_rule",
    "source",
)
NARROWING = {
    "turns": "turn",
    "turn_rules": "turn_rule",
    "states": "state",
    "raw_statuses": "raw_status",
    "kinds": "passage",
    "departments": "department",
    "sources": "source",
    "silent_band": "band",
    "only_day": "day",
    "no_channel": "channel",
    "measure": "counted_measure",
}
"""Parameter of a list → the column that says how its values read."""
FOUND_AT_MOST, EXPORTED_AT_MOST = 200, 1_000_000


def behind_a_number(chosen: Filter) -> None:
    """The tickets that the address selects, a page at a time; exports hold all of them."""
    link = links.asked()
    if link is None:
        st.info(say("ui.tickets.no_list"), icon=":material/info:")
        return
    nameless = rating_groups.nameless() if _is_of_ratings() else _as_it_is
    asked = (links.Selected.of(link), chosen)
    count = page.load(_count, asked)
    if not data.store().info.lacks("tickets", chosen.sources):
        st.header(title(link, count), anchor=False)
    offset = tables.pages_of(count, "pager.tickets")
    panel = page.load(_listing, (*asked, tables.ROWS_A_PAGE, offset))
    _show(nameless(panel), chosen, lambda: nameless(_listing(data.store(), (*asked, EXPORTED_AT_MOST, 0))))


def fields() -> tuple[str, ...]:
    """The list filters that the reader may set; whose ratings these are is no filter for whoever may not compare."""
    return rating_groups.fields() if _is_of_ratings() else LISTS


def _is_of_ratings() -> bool:
    return address.first(links.LIST) == satisfaction.RATED


def _as_it_is(panel: Panel) -> Panel:
    return panel


def found() -> None:
    """What the search box asked for."""
    words = address.typed("q")
    if not words:
        st.info(say("ui.search.nothing_asked"), icon=":material/search:")
        return
    panel = page.load(_search, words)
    if panel.absent:
        states.told(panel)
        return
    count = len(panel.frame)
    title = say("ui.search.found", count=count, words=plain.markdown(words))
    st.header(
        title if count < FOUND_AT_MOST else say("ui.search.many", count=count, words=plain.markdown(words)),
        anchor=False,
    )
    _show(panel, WHOLE)


def _show(panel: Panel, chosen: Filter, everything=None) -> None:
    if states.told(panel):
        return
    row = tables.pick(panel, COLUMNS, rows_shown=14, is_pickable=True)
    downloads.row(panel, chosen, everything)
    if row:
        links.open_ticket(row)


def title(link: Link, count: int) -> str:
    """What the list holds, in words: each parameter that narrows it says its part."""
    parts = [part for name, value in link.narrowed.items() if (part := _narrowed(name, value))]
    what = " · ".join(parts) or say(_whole(link))
    return say("ui.tickets.title", what=plain.markdown(what), count=count)


def _whole(link: Link) -> str:
    """The words for a selection that nothing narrows: what it is a list of, where that is said anywhere."""
    key = f"narrowed.{link.selection.rpartition('/')[2]}"
    return key if text.has(key) else "narrowed.everything"


def _narrowed(name: str, value: Any) -> str:
    key = f"narrowed.{name}"
    if not text.has(key):
        return ""
    column = NARROWING.get(name, name)
    values = value if isinstance(value, list) else [value]
    return say(key, value=", ".join(formats.cell(column, manner())(one) for one in values))


def _count(store: Any, asked: tuple) -> int:
    selected, chosen = asked
    return tickets.count(store, selected.link, chosen)


def _listing(store: Any, asked: tuple) -> Panel:
    selected, chosen, limit, offset = asked
    return tickets.listing(store, selected.link, chosen, limit, offset)


def _search(store: Any, words: str) -> Panel:
    return search.find(store, words, FOUND_AT_MOST)
