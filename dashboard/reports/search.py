"""Search: a ticket's number, a customer or a subject, without regard to accents and case."""

from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, of_whole, panel
from dashboard.spelling import plain
from dashboard.store.engine import Store


def find(store: Store, words: str, limit: int = 50) -> Panel:
    """Tickets in which every word occurs (the first two and the rest as one); an exact number comes first."""
    asked = Asked(store, Filter())
    wanted = plain(words)
    terms = [*wanted.split(maxsplit=2), "", "", ""][:3]
    params = {
        "term_1": terms[0],
        "term_2": terms[1],
        "term_3": terms[2],
        "exact": wanted.lstrip("#"),
        "row_limit": limit,
    }
    found = panel(asked, "search", "search/tickets", lambda: asked.frame("search/tickets", **params))
    return of_whole(found)


def by_number(store: Store, number: str) -> list[tuple[str, str]]:
    """Source and id of the tickets that people quote by exactly this number."""
    found = find(store, number)
    if found.error:
        raise found.error
    rows = found.frame[found.frame["number"].map(plain) == plain(number).lstrip("#")]
    return list(zip(rows["source"], rows["ticket_id"], strict=True))
