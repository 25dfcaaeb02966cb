"""Order of arrival: who was overtaken, by how many and why, and who was forgotten."""

from dataclasses import dataclass

import pandas as pd

from dashboard.reports.base import Link, Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import HISTORY, Asked, Row, department_link, none_if_missing, number, panel, share
from dashboard.store.engine import Store

SUMS, WORST, FORGOTTEN = "queue/order_by_department", "queue/order_most_overtaken", "queue/order_forgotten"
ROWS = {"row_limit": 100}


@dataclass(frozen=True)
class OrderReport:
    """Whether the order is kept; the lists hold at most ``ROWS`` rows."""

    never_overtaken: Number
    overtaken_median: Number
    forgotten_waits: Number
    by_department: Panel
    most_overtaken: Panel
    forgotten: Panel


def report(store: Store, chosen: Filter) -> OrderReport:
    """All of it under a filter."""
    asked = Asked(store, chosen)
    asked.ahead([SUMS, (WORST, ROWS), (FORGOTTEN, ROWS)])
    return OrderReport(
        never_overtaken=_never_overtaken(asked),
        overtaken_median=_overtaken_median(asked),
        forgotten_waits=_forgotten_waits(asked),
        by_department=_by_department(asked),
        most_overtaken=panel(asked, "most_overtaken", WORST, lambda: asked.frame(WORST, **ROWS), needs=HISTORY),
        forgotten=panel(asked, "forgotten", FORGOTTEN, lambda: asked.frame(FORGOTTEN, **ROWS), needs=HISTORY),
    )


def _total(asked: Asked) -> Row:
    """The row of all departments together; zeros where no wait is judged."""
    found = asked.frame(SUMS)
    rows = found[found["is_total"]]
    return {name: none_if_missing(rows[name].iloc[0]) if len(rows) else 0 for name in found.columns}


def _never_overtaken(asked: Asked) -> Number:
    base = Number("never_overtaken", "percent", SUMS, link=_list("judged"))

    def fill() -> Row:
        total = _total(asked)
        return share(total["wait_count"] - total["overtaken_count"], total["wait_count"])

    return number(asked, base, HISTORY, fill)


def _overtaken_median(asked: Asked) -> Number:
    base = Number("overtaken_median", "waits", SUMS, link=_list("overtaken"))

    def fill() -> Row:
        total = _total(asked)
        count = total["overtaken_count"]
        return {"value": total["median_overtaker_count"] if count else None, "n": count}

    return number(asked, base, HISTORY, fill)


def _forgotten_waits(asked: Asked) -> Number:
    base = Number("forgotten_waits", "waits", SUMS, link=_list("forgotten"))

    def fill() -> Row:
        total = _total(asked)
        return {"value": total["forgotten_count"], "n": total["forgotten_count"] + total["wait_count"]}

    return number(asked, base, HISTORY, fill)


def _by_department(asked: Asked) -> Panel:
    def rows() -> pd.DataFrame:
        found = asked.frame(SUMS)
        return found[~found["is_total"] & (found["wait_count"] > 0)].reset_index(drop=True)

    def link(row: Row) -> Link:
        return department_link("tickets/order", row["department"], wait_fate="overtaken")

    return panel(asked, "overtaken_by_department", SUMS, rows, link=link, needs=HISTORY)


def _list(fate: str) -> Link:
    return Link("tickets/order", {"wait_fate": fate})
