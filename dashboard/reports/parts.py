"""How the parts of a report come about: one question each, and a failure stays with the part it struck."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.errors import DashboardError
from dashboard.reports.base import Link, Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.statistics import wilson
from dashboard.store.engine import Store

Row = dict[str, Any]
SHOWN_ROWS = 1000
APART = ("customers", "contacts")
"""Capabilities that a source without tickets can have."""
LIMITS: dict[str, Row] = {"queue/now": {"row_limit": SHOWN_ROWS}}
"""What a page asks a query for beside its filter: no more rows than a reader can want."""
TICKETS = "tickets"
"""What a part needs unless it says something else."""
HISTORY = "messages|status_history"
"""What a past queue and every length of silence need: either is enough."""
SIDE_BY_SIDE = 4
"""Questions of one report at once. Each report has threads of its own: with common ones, whoever asks slow questions
would keep everybody else's waiting."""


class Asked:
    """The questions of one report, each asked once: several numbers may stand on the same row."""

    def __init__(self, store: Store, chosen: Filter) -> None:
        self.store = store
        self.chosen = chosen
        self._answers: dict[tuple, pd.DataFrame | DashboardError] = {}
        self._made: dict[Callable, Any] = {}

    def ahead(
        self, queries: Iterable[str | tuple[str, Row]], before: Iterable[str] = (), under: Filter | None = None
    ) -> None:
        """Ask several queries side by side, those of ``before`` under another filter; the answers wait here.

        A query stands alone or with its parameters. Most of a question's time is not the processor's: side by side
        a report takes two thirds of the time.
        """
        named = [(query, {}) if isinstance(query, str) else query for query in queries]
        questions = [(query, self.chosen, params) for query, params in named]
        questions += [(query, under, {}) for query in before if under is not None]
        with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="question") as pool:
            asked = [
                pool.submit(self._answer, query, chosen, **LIMITS.get(query, {}), **params)
                for query, chosen, params in questions
            ]
        for one in asked:
            one.result()

    def frame(self, query: str, chosen: Filter | None = None, **params: Any) -> pd.DataFrame:
        """The rows of a query under the report's filter (or another); raises what the query raised."""
        answer = self._answer(query, chosen or self.chosen, **params)
        if isinstance(answer, DashboardError):
            raise answer
        return answer

    def _answer(self, query: str, chosen: Filter, **params: Any) -> pd.DataFrame | DashboardError:
        key = (query, chosen, repr(sorted(params.items())))
        if key not in self._answers:
            try:
                self._answers[key] = self.store.frame(query, {**chosen.params(), **params})
            except DashboardError as error:
                self._answers[key] = error
        return self._answers[key]

    def once(self, make: Callable[["Asked"], Any]) -> Any:
        """What ``make`` makes of the answers, made once for all parts that stand on it."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]

    def row(self, query: str, chosen: Filter | None = None, **params: Any) -> Row:
        """The one row of a query, missing values as ``None``."""
        found = self.frame(query, chosen, **params)
        return {name: none_if_missing(found.at[0, name]) for name in found.columns}

    def lacks(self, needs: str | None) -> bool:
        """True where no chosen source brings any of the capabilities, given as ``messages|status_history``."""
        wanted = needs.split("|") if needs else []
        return bool(wanted) and all(self.store.info.lacks(one, self.chosen.sources) for one in wanted)

    def lacks_in_part(self, needs: str) -> bool:
        """True where a chosen source that has tickets brings none of the capabilities, whatever the others bring."""
        wanted = {*needs.split("|")}
        chosen = self.chosen.sources
        return any(
            TICKETS in source.has and not wanted & source.has
            for source in self.store.info.sources
            if not chosen or source.source in chosen
        )

    def missing(self, needs: str | None) -> str | None:
        """The capability to name where the chosen sources bring none of these: tickets, where they have none at all.

        Of several that are all needed (``customers&words``) the first that is missing.
        """
        for one in (needs or "").split("&"):
            if self.lacks(one):
                last = one.split("|")[-1]
                return TICKETS if last not in APART and self.lacks(TICKETS) else last
        return None


def none_if_missing(value: Any) -> Any:
    """A cell of a frame as a plain value; NaN, NaT and NA as ``None``."""
    if isinstance(value, list | tuple) or not pd.api.types.is_scalar(value):
        return value
    return None if pd.isna(value) else getattr(value, "item", lambda: value)()


def number(asked: Asked, base: Number, needs: str, fill: Callable[[], Row]) -> Number:
    """The number with the fields that ``fill`` gives; absent without the capability, failed where it fails."""
    try:
        if absent := asked.missing(needs):
            return replace(base, absent=absent)
        return replace(base, **fill())
    except DashboardError as error:
        return replace(base, error=error)


def panel(
    asked: Asked,
    key: str,
    query: str,
    frame: Callable[[], pd.DataFrame],
    count: str | None = None,
    link: Callable[[Row], Link | None] | None = None,
    needs: str | None = TICKETS,
) -> Panel:
    """The panel with its frame; ``count`` names the column whose sum is its n. ``needs=None``: nothing is needed."""
    try:
        if absent := asked.missing(needs):
            return Panel(key, query, absent=absent)
        rows = frame()
    except DashboardError as error:
        return Panel(key, query, error=error)
    if count and not rows[count].any():
        rows = rows.iloc[0:0]
    return Panel(key, query, rows, n=int(rows[count].sum()) if count else len(rows), link=link)


def of_whole(page: Panel) -> Panel:
    """A page of a list with the length of the whole list as its n, which each of its rows carries."""
    if page.state not in ("loaded", "empty"):
        return replace(page, n=None)
    return replace(page, n=int(page.frame["total_count"].iloc[0]) if len(page.frame) else 0)


def share(hits: int, trials: int) -> Row:
    """What a number in percent is filled with: the rate, both its sides, and Wilson's interval; no value of nothing."""
    low, high = wilson(hits, trials) or (None, None)
    value = 100 * hits / trials if trials else None
    return {"value": value, "n": trials, "numerator": hits, "denominator": trials, "low": low, "high": high}


def department_link(selection: str, department: object, **narrowed: Any) -> Link:
    """A list narrowed to one department, or to the tickets without one."""
    missing = none_if_missing(department) is None
    where: Row = {"no_department": "true"} if missing else {"departments": [str(department)]}
    return Link(selection, {**narrowed, **where})
