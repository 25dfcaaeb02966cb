"""The pages: one line each. A new page is a report, its figures and texts, a page file, and a line here."""

from dataclasses import dataclass
from functools import cache

import streamlit as st

from dashboard import text
from dashboard.roles import Actor


@dataclass(frozen=True)
class Entry:
    """One page: its key in the catalogues (``page.<key>``), file, address, permission and icon."""

    key: str
    file: str
    url: str
    needs: str
    icon: str
    is_in_menu: bool = True


TABLE = (
    Entry("overview", "pages/overview.py", "", "metrics.read", ":material/monitoring:"),
    Entry("my_queue", "pages/my_queue.py", "my_queue", "tickets.flag", ":material/inbox:"),
    Entry("queue", "pages/queue.py", "queue", "tickets.read", ":material/format_list_numbered:"),
    Entry("status", "pages/status.py", "status", "metrics.read", ":material/donut_small:"),
    Entry("response", "pages/response.py", "response", "metrics.read", ":material/timer:"),
    Entry("stale", "pages/stale.py", "stale", "tickets.read", ":material/hourglass_bottom:"),
    Entry("contacts", "pages/contacts.py", "contacts", "contacts.read", ":material/contact_phone:"),
    Entry("rights", "pages/rights.py", "rights", "metrics.read", ":material/balance:"),
    Entry("satisfaction", "pages/satisfaction.py", "satisfaction", "metrics.read", ":material/thumbs_up_down:"),
    Entry("ombudsman", "pages/ombudsman.py", "ombudsman", "cases.read_aggregates", ":material/record_voice_over:"),
    Entry("data", "pages/data.py", "data", "data.read", ":material/database:"),
    Entry("audit", "pages/audit.py", "audit", "audit.read", ":material/policy:"),
    Entry("ticket", "pages/ticket.py", "ticket", "tickets.read", ":material/confirmation_number:", is_in_menu=False),
    Entry("tickets", "pages/tickets.py", "tickets", "tickets.read", ":material/list:", is_in_menu=False),
    Entry("search", "pages/search.py", "search", "tickets.read", ":material/search:", is_in_menu=False),
)
ENTRIES = {entry.key: entry for entry in TABLE}
FILES = {entry.key: entry.file for entry in TABLE}


def pages(actor: Actor, language: str) -> list:
    """Streamlit's pages; what the role may not read is not in the menu, and refused where it is asked for by name."""
    return [_page(entry, language, entry.is_in_menu and actor.may(entry.needs)) for entry in TABLE]


@cache
def key_of(url: str) -> str:
    """The key of the page at that address."""
    return next(entry.key for entry in TABLE if entry.url == url)


def _page(entry: Entry, language: str, is_shown: bool):
    return st.Page(
        entry.file,
        title=text.say(f"page.{entry.key}.title", language),
        icon=entry.icon,
        url_path=entry.url or None,
        default=not entry.url,
        visibility="visible" if is_shown else "hidden",
    )
