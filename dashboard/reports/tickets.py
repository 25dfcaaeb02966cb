"""The list behind a number: the link says which tickets, the page's filter narrows them."""

from typing import Any

from dashboard.errors import QueryError
from dashboard.reports.base import Link, Panel
from dashboard.reports.filters import LISTS, Filter
from dashboard.reports.parts import Asked, of_whole, panel
from dashboard.store import queries
from dashboard.store.engine import Store


def listing(store: Store, link: Link, chosen: Filter, limit: int, offset: int = 0) -> Panel:
    """At most ``limit`` tickets of the list; ``n`` is the length of the whole list."""
    asked = Asked(store, chosen)
    page = panel(
        asked,
        "tickets",
        link.selection,
        lambda: asked.frame(link.selection, **_params(link), row_limit=limit, row_offset=offset),
    )
    return of_whole(page)


def count(store: Store, link: Link, chosen: Filter) -> int:
    """The length of the whole list."""
    found = listing(store, link, chosen, limit=1)
    if found.error:
        raise found.error
    return found.n or 0


def _params(link: Link) -> dict[str, Any]:
    """What narrows the list; a list filter that the link names replaces the page's own, which holds it already."""
    if link.selection not in queries.names() or not link.selection.startswith("tickets/"):
        raise QueryError("error.query_unknown", name=link.selection, near="tickets/now")
    declared = {param.name: param for param in queries.load(link.selection).params}
    return {
        name: [value] if isinstance(value, str) and declared.get(name) and declared[name].kind.endswith("[]") else value
        for name, value in link.narrowed.items()
        if name in declared or name in LISTS
    }
