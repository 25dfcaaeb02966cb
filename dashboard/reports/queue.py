"""The queue: who waits for us, since when, in which order, and whether we keep up."""

from dataclasses import dataclass, replace

import pandas as pd

from dashboard.reports import expected, silence
from dashboard.reports.base import Link, Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import (
    HISTORY,
    LIMITS,
    TICKETS,
    Asked,
    Row,
    department_link,
    none_if_missing,
    number,
    panel,
)
from dashboard.store.engine import Store
from dashboard.store.params import BAND_EDGES

QUERIES = (
    "queue/flow_hourly",
    "queue/now",
    "queue/by_department",
    "queue/age_bands",
    "queue/by_turn",
    "queue/daily_by_department",
    *expected.QUERIES,
)
SHOWN_DEPARTMENTS = 5
"""As many as there are colours that nobody takes for another."""
SHOWN_POINTS = 150


@dataclass(frozen=True)
class QueueReport:
    """The queue's numbers and pictures; ``order`` holds at most ``SHOWN_ROWS`` rows."""

    length: Number
    oldest_wait: Number
    unassigned: Number
    taken_out: Number
    by_department: Panel
    age_bands: Panel
    order: Panel
    expected: Panel
    by_turn: Panel
    over_time: Panel
    flow: Panel


def report(store: Store, chosen: Filter) -> QueueReport:
    """All parts of the queue page under a filter."""
    asked = Asked(store, chosen)
    asked.ahead(QUERIES)
    return QueueReport(
        length=_from_departments(asked, "queue", "tickets", "queue_count", "sum", {}),
        oldest_wait=_from_departments(asked, "oldest_wait", "working_seconds", "oldest_working_seconds", "max", {}),
        unassigned=_from_departments(asked, "unassigned", "tickets", "unassigned_count", "sum", {"no_agent": "true"}),
        taken_out=_taken_out(asked),
        by_department=_by_department(asked),
        age_bands=_age_bands(asked),
        order=_order(asked),
        expected=expected.by_department(asked),
        by_turn=_by_turn(asked),
        over_time=_over_time(asked),
        flow=_flow(asked),
    )


def _from_departments(asked: Asked, key: str, unit: str, column: str, how: str, narrowed: Row) -> Number:
    base = Number(key, unit, "queue/by_department", link=Link("tickets/now", {"turns": ["support"], **narrowed}))

    def fill() -> Row:
        waits = asked.frame("queue/by_department")
        empty = 0 if how == "sum" else None
        return {
            "value": none_if_missing(waits[column].agg(how)) if len(waits) else empty,
            # The queue is a part of what is open; the others are parts of the queue.
            "n": int((asked.frame("queue/by_turn")["ticket_count"] if key == "queue" else waits["queue_count"]).sum()),
        }

    return number(asked, base, TICKETS, fill)


def _taken_out(asked: Asked) -> Number:
    """Tickets that closing words took out of the queue (METRICS, rule 2)."""
    base = Number("taken_out", "tickets", "queue/by_turn", link=Link("tickets/now", {"turns": ["finished"]}))

    def fill() -> Row:
        turns = asked.frame("queue/by_turn")
        finished = int(turns.loc[turns["turn"] == "finished", "ticket_count"].sum())
        return {"value": finished, "n": int(turns["ticket_count"].sum())}

    return number(asked, base, "messages", fill)


def _by_department(asked: Asked) -> Panel:
    def link(row: Row) -> Link:
        return department_link("tickets/now", row["department"], turns=["support"])

    return panel(
        asked,
        "queue_by_department",
        "queue/by_department",
        lambda: asked.frame("queue/by_department"),
        "queue_count",
        link,
    )


def _age_bands(asked: Asked) -> Panel:
    def rows() -> pd.DataFrame:
        return in_every_band(asked.frame("queue/age_bands"), "queue_count")

    def link(row: Row) -> Link:
        return Link("tickets/now", {"turns": ["support"], "band": int(row["band"])})

    return panel(asked, "age_bands", "queue/age_bands", rows, "queue_count", link)


def _order(asked: Asked) -> Panel:
    """In order of arrival, with what each place in its department takes: of those whom nobody has taken up yet."""

    def rows() -> pd.DataFrame:
        listed = asked.frame("queue/now", **LIMITS["queue/now"])
        return listed.merge(expected.by_ticket(asked), how="left", on=["source", "ticket_id"])

    return panel(asked, "queue_order", "queue/now", rows)


def _by_turn(asked: Asked) -> Panel:
    def rows() -> pd.DataFrame:
        turns = asked.frame("queue/by_turn").groupby("turn", as_index=False)["ticket_count"].sum()
        return turns.sort_values("ticket_count", ascending=False, ignore_index=True)

    def link(row: Row) -> Link:
        return Link("tickets/now", {"turns": [str(row["turn"])]})

    return panel(asked, "turns", "queue/by_turn", rows, "ticket_count", link)


def _over_time(asked: Asked) -> Panel:
    """Length at each day's end by department; the largest departments, the rest together, evenly thinned."""

    def rows() -> pd.DataFrame:
        changes = asked.frame("queue/daily_by_department").assign(
            department=lambda frame: frame["department"].astype(object).where(frame["department"].notna(), "")
        )
        start, end = period(asked)
        return standing(changes, "department", "queue_change", "queue_count", start, end, SHOWN_DEPARTMENTS)

    made = panel(asked, "queue_over_time", "queue/daily_by_department", rows, "queue_count", needs=HISTORY)
    # One source without a past would stand in the sum as it stands today.
    return replace(made, absent=silence.ABSENT) if asked.lacks_in_part(HISTORY) else made


def in_every_band(counts: pd.DataFrame, column: str) -> pd.DataFrame:
    """Counts by age band, one row for each band, those without a ticket too."""
    summed = counts.groupby("band", as_index=False)[column].sum()
    every = pd.DataFrame({"band": range(len(BAND_EDGES) + 1)})
    return every.merge(summed, how="left").fillna({column: 0}).astype({column: "int64"})


def period(asked: Asked) -> tuple:
    """First and last local day of what is looked at, within the data."""
    info = asked.store.info
    start = max(asked.chosen.start or info.first_day, info.first_day)
    return start, min(asked.chosen.end or info.last_day, info.last_day)


def standing(
    changes: pd.DataFrame, group: str, change: str, total: str, start, end, most: int | None = None
) -> pd.DataFrame:
    """Daily changes summed to levels: columns day, group, total; at most ``SHOWN_POINTS`` days per group.

    Beyond ``most`` groups the smaller ones stand together under "…".
    """
    if changes.empty or start > end:
        return pd.DataFrame(columns=["day", group, total])
    wide = changes.pivot_table(index="day", columns=group, values=change, aggfunc="sum", fill_value=0).cumsum()
    days = pd.date_range(start, end, freq="D")
    days = days[:: -(-len(days) // SHOWN_POINTS)].union(days[-1:])
    wide.index = pd.to_datetime(wide.index)
    wide = wide.reindex(wide.index.union(days)).ffill().fillna(0).loc[days]
    largest = wide.mean().sort_values(ascending=False).index[:most]
    shown = wide[list(largest)].copy()
    if len(largest) < wide.shape[1]:
        shown["…"] = wide.drop(columns=list(largest)).sum(axis=1)
    long = shown.rename_axis(index="day", columns=group).stack().rename(total).reset_index()
    return long.assign(day=long["day"].dt.date, **{total: long[total].astype("int64")})


def _flow(asked: Asked) -> Panel:
    return panel(
        asked,
        "queue_flow",
        "queue/flow_hourly",
        lambda: asked.frame("queue/flow_hourly"),
        "arrived_count",
        needs=HISTORY,
    )
