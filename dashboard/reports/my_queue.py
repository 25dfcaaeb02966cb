"""One person's morning: what waits for them, what came back, what was promised, snoozed or flagged."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.reports.base import Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import TICKETS, Asked, Row, number, panel
from dashboard.spelling import goes_by
from dashboard.store.engine import Store

WAITING, MARKED = "my_queue/waiting", "my_queue/marked"
MOVED = ("customer", "agent", "status", "late_message", "closed")
"""Outcomes of a flag that cleared itself."""


@dataclass(frozen=True)
class Me:
    """Who is asking: an agent of a helpdesk, and the name under which they record things here."""

    source: str
    agent_id: str
    person: str


@dataclass(frozen=True)
class MyQueueReport:
    """Numbers and lists of one person. ``order`` holds everything that waits for them, in order of arrival."""

    mine: Number
    unassigned: Number
    came_back: Number
    promised: Number
    snoozed: Number
    moved: Number
    order: Panel
    came_back_list: Panel
    promised_list: Panel
    snoozed_list: Panel
    flagged_list: Panel
    moved_list: Panel


def agents(store: Store) -> pd.DataFrame:
    """Who can be chosen: source, agent_id, name, email, team."""
    return store.frame("desk/agents")


def recognised(known: pd.DataFrame, person: str) -> Row | None:
    """The agent whose name or address the person signs with, accents and case aside; ``None`` unless exactly one."""
    found = known[[goes_by(person, one["name"], one["email"]) for one in known.to_dict("records")]]
    return found.iloc[0].to_dict() if len(found) == 1 else None


def report(store: Store, chosen: Filter, me: Me, today: date) -> MyQueueReport:
    """All parts of the page, for one agent; ``today`` is the local day on which snoozed tickets come back."""
    asked = Asked(store, chosen)

    def waiting() -> pd.DataFrame:
        own = {"me": me.agent_id, "my_source": me.source}
        departments = list(asked.frame("my_queue/departments", **own)["department"])
        return asked.frame(WAITING, **own, my_departments=departments, person=me.person, today=today)

    def marked() -> pd.DataFrame:
        return asked.frame(MARKED, person=me.person, today=today)

    parts = {name: Part(asked, f"my_{name}", WAITING, waiting, chooses) for name, chooses in OF_WAITING.items()}
    parts |= {name: Part(asked, f"my_{name}", MARKED, marked, chooses) for name, chooses in OF_MARKED.items()}
    return MyQueueReport(
        **{name: parts[name].number(f"{name}_count") for name in OF_WAITING},
        **{name: parts[name].number() for name in ("snoozed", "moved")},
        order=Part(asked, "my_order", WAITING, waiting, lambda rows: rows["place"].notna()).panel("total_count"),
        came_back_list=parts["came_back"].panel(),
        promised_list=parts["promised"].panel(),
        snoozed_list=parts["snoozed"].panel(),
        flagged_list=parts["flagged"].panel(),
        moved_list=parts["moved"].panel(),
    )


Chooses = Callable[[pd.DataFrame], pd.Series]
OF_WAITING: dict[str, Chooses] = {
    "mine": lambda rows: rows["holder"] == "me",
    "unassigned": lambda rows: rows["holder"] == "nobody",
    "came_back": lambda rows: rows["came_back"],
    "promised": lambda rows: rows["is_promised"],
}
OF_MARKED: dict[str, Chooses] = {
    "snoozed": lambda rows: rows["is_due"],
    "moved": lambda rows: rows["outcome"].isin(MOVED),
    "flagged": lambda rows: rows["flagged_at"].notna() & ~rows["outcome"].isin(MOVED),
}
"""Part of the page → which rows of its query it holds."""


@dataclass(frozen=True)
class Part:
    """Some rows of a query, as a number and as a list."""

    asked: Asked
    key: str
    query: str
    rows: Callable[[], pd.DataFrame]
    chooses: Chooses

    def number(self, count: str | None = None) -> Number:
        """How many, of how many; ``count`` names the column that says so where the rows are not all of them."""
        base = Number(self.key, "tickets", self.query, ignores_period=True)
        return number(
            self.asked, base, TICKETS, lambda: {"value": self._count(count), "n": self._count(count and "total_count")}
        )

    def panel(self, count: str | None = None) -> Panel:
        """The rows themselves."""
        made = panel(self.asked, self.key, self.query, self._chosen)
        return made if made.error else replace(made, n=self._count(count) if count else len(made.frame))

    def _count(self, column: str | None) -> int:
        rows = self.rows()
        if column is None:
            return len(self._chosen())
        return int(rows[column].iloc[0]) if len(rows) else 0

    def _chosen(self) -> pd.DataFrame:
        found = self.rows()
        return found[self.chooses(found).astype(bool)].reset_index(drop=True)
