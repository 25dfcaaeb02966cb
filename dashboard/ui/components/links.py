"""From a number to its tickets: a link as an address, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.reports.base import Link
from dashboard.reports.filters import Filter
from dashboard.ui.components import filter_bar
from dashboard.ui.reader import address, navigation, unnamed

LIST = "list"
_OWN = (LIST, "page")


@dataclass(frozen=True)
class Selected:
    """A link that can be part of a cache's key."""

    selection: str
    narrowed: tuple[tuple[str, str | int | tuple[str, ...]], ...]

    @classmethod
    def of(cls, link: Link) -> "Selected":
        """The link with everything in it fixed."""
        fixed = ((name, tuple(value) if isinstance(value, list) else value) for name, value in link.narrowed.items())
        return cls(link.selection, tuple(sorted(fixed)))

    @property
    def link(self) -> Link:
        """The link again."""
        return Link(
            self.selection, {name: list(value) if isinstance(value, tuple) else value for name, value in self.narrowed}
        )


def query(link: Link, chosen: Filter) -> dict[str, str | list[str]]:
    """The address of a list of tickets: what it selects, what narrows it, and the page's filter."""
    narrowed = {name: value if isinstance(value, list) else str(value) for name, value in link.narrowed.items()}
    language = {"lang": address.first("lang")} if address.first("lang") else {}
    asked = {LIST: link.selection, **_filter(chosen), **narrowed, **language}
    people = {name: list(map(unnamed.written, asked[name])) for name in unnamed.PEOPLE if name in asked}
    return {**asked, **people}


def follow(link: Link, chosen: Filter) -> None:
    """Go to the list."""
    st.switch_page(navigation.FILES["tickets"], query_params=query(link, chosen))


def open_ticket(ticket: Mapping[str, Any]) -> None:
    """Go to one ticket's page."""
    wanted = {"source": str(ticket["source"]), "id": str(ticket["ticket_id"])}
    st.switch_page(navigation.FILES["ticket"], query_params={**address.carried(), **wanted})


def asked() -> Link | None:
    """The list that the present address names."""
    selection = address.first(LIST)
    narrowed = {
        name: value if len(value) > 1 else value[0]
        for name, value in address.values().items()
        if name not in _OWN and name not in address.CARRIED
    }
    return Link(selection, narrowed) if selection else None


def _filter(chosen: Filter) -> dict[str, str | list[str]]:
    """The filter as on the page: a preset stays a preset, so that both say the same tomorrow."""
    url = chosen.to_url()
    if not address.first("start") and not address.first("end"):
        url.pop("start", None)
        url.pop("end", None)
        url["period"] = filter_bar.preset()
    return url
