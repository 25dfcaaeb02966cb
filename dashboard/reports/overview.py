"""The overview: what needs somebody this morning, and whether the stock is rising."""

from dataclasses import dataclass

import pandas as pd

from dashboard.reports import silence
from dashboard.reports.base import Link, Number, Panel
from dashboard.reports.filters import Filter, one_before
from dashboard.reports.parts import HISTORY, TICKETS, Asked, Row, number, panel, share
from dashboard.store.engine import Store

TREND_DAYS = 28
COMPARED = (
    "response/first_response",
    "overview/counts",
    "overview/since_closing",
    silence.COUNTS,
    "queue/by_department",
)
QUERIES = (
    *COMPARED,
    "queue/stock_daily",
    "overview/arrivals_hourly",
    "status/contradictions",
    "overview/incidents",
)
OURS = ["support", "third_party"]
"""Turns in which we owe the next step (METRICS, stale)."""


@dataclass(frozen=True)
class OverviewReport:
    """Six numbers, three panels and a banner; ``first_response_p90`` stands beside ``first_response``."""

    queue: Number
    since_closing: Number
    oldest_wait: Number
    stalled: Number
    first_response: Number
    first_response_p90: Number
    csat: Number
    stock: Panel
    arrivals: Panel
    attention: Panel
    incidents: Panel


def report(store: Store, chosen: Filter) -> OverviewReport:
    """All parts of the overview under a filter."""
    asked = Asked(store, chosen)
    before = comparison(asked)
    asked.ahead(QUERIES, COMPARED, before)
    return OverviewReport(
        queue=_queue(asked, before),
        since_closing=_since_closing(asked, before),
        oldest_wait=_oldest_wait(asked, before),
        stalled=_stalled(asked, before),
        first_response=_first_response(asked, before, "first_response", "median_working_seconds"),
        first_response_p90=_first_response(asked, before, "first_response_p90", "p90_working_seconds"),
        csat=_csat(asked, before),
        stock=stock(asked),
        arrivals=_arrivals(asked),
        attention=_attention(asked),
        incidents=_incidents(asked),
    )


def comparison(asked: Asked) -> Filter | None:
    """The same weekdays before the filter's period; ``None`` where the data do not reach back that far."""
    info = asked.store.info
    start = asked.chosen.start or info.first_day
    end = min(asked.chosen.end or info.last_day, info.last_day)
    if start > end:
        return None
    before = one_before(asked.chosen, start, end, asked.chosen.as_of or asked.store.as_of)
    return before if before.start and before.start >= info.first_day else None


def stock(asked: Asked) -> Panel:
    """Open tickets and the queue at each day's end, with the flows that changed them."""

    def link(row: Row) -> Link:
        return Link("tickets/passages", {"kinds": ["opened"], "only_day": row["day"].isoformat()})

    def rows() -> pd.DataFrame:
        days = asked.frame("queue/stock_daily")
        # Whose turn it was in the past is not in every source; how many were open is.
        return days.drop(columns="queue_count") if asked.lacks_in_part(HISTORY) else days

    return panel(asked, "stock", "queue/stock_daily", rows, link=link)


def _trend(asked: Asked, column: str) -> tuple[float, ...]:
    return tuple(float(one) for one in asked.frame("queue/stock_daily")[column].tail(TREND_DAYS))


def _queue(asked: Asked, before: Filter | None) -> Number:
    base = Number("queue", "tickets", "overview/counts", link=Link("tickets/now", {"turns": ["support"]}))

    def fill() -> Row:
        counts = asked.row("overview/counts")
        past = None if asked.lacks_in_part(HISTORY) else before
        return {
            "value": counts["queue_count"],
            "n": counts["open_count"],
            "before": asked.row("overview/counts", past)["queue_count"] if past else None,
            "trend": () if asked.lacks_in_part(HISTORY) else _trend(asked, "queue_count"),
            "target": asked.store.settings.targets.queue_length or None,
        }

    return number(asked, base, TICKETS, fill)


def _since_closing(asked: Asked, before: Filter | None) -> Number:
    base = Number("since_closing", "tickets", "overview/since_closing", ignores_period=True)

    def fill() -> Row:
        row = asked.row("overview/since_closing")
        if row["closed_doors_at"] is None:
            return {}
        narrowed = {"kinds": ["opened"], "since_at": row["closed_doors_at"].isoformat(), "without_notices": "true"}
        link = Link("tickets/passages", narrowed)
        return {
            "value": row["opened_count"],
            "n": row["opened_count"],
            "before": asked.row("overview/since_closing", before)["opened_count"] if before else None,
            "link": link,
            "since": row["closed_doors_at"],
        }

    return number(asked, base, TICKETS, fill)


def _oldest_wait(asked: Asked, before: Filter | None) -> Number:
    base = Number(
        "oldest_wait", "working_seconds", "queue/by_department", link=Link("tickets/now", {"turns": ["support"]})
    )

    def fill() -> Row:
        waits = asked.frame("queue/by_department")
        past = None if asked.lacks_in_part(HISTORY) else before
        return {
            "value": _oldest(waits),
            "n": int(waits["queue_count"].sum()),
            "before": _oldest(asked.frame("queue/by_department", past)) if past else None,
        }

    return number(asked, base, TICKETS, fill)


def _oldest(waits: pd.DataFrame) -> float | None:
    return float(waits["oldest_working_seconds"].max()) if len(waits) else None


def _stalled(asked: Asked, before: Filter | None) -> Number:
    base = Number(
        "stalled", "tickets", silence.COUNTS, link=Link("tickets/now", {"turns": OURS, "stalled_only": "true"})
    )
    return number(asked, base, HISTORY, lambda: silence.stalled(asked, OURS, before))


def _first_response(asked: Asked, before: Filter | None, key: str, column: str) -> Number:
    base = Number(key, "working_seconds", "response/first_response", link=Link("tickets/first_response"))

    def fill() -> Row:
        row = asked.row("response/first_response")
        target = asked.store.settings.targets.first_response_hours * 3600
        return {
            "value": row[column],
            "n": row["ticket_count"],
            "numerator": row["answered_count"],
            "denominator": row["ticket_count"],
            "before": asked.row("response/first_response", before)[column] if before else None,
            "target": target if target and column.startswith("p90") else None,
        }

    return number(asked, base, "responses", fill)


def _csat(asked: Asked, before: Filter | None) -> Number:
    base = Number("csat", "percent", "overview/counts", link=Link("tickets/rated"))

    def fill() -> Row:
        counts = asked.row("overview/counts")
        past = asked.row("overview/counts", before) if before else None
        return {
            **share(counts["satisfied_count"], counts["rated_count"]),
            "before": past and share(past["satisfied_count"], past["rated_count"])["value"],
            "target": asked.store.settings.targets.csat_percent or None,
        }

    return number(asked, base, "feedback", fill)


def _arrivals(asked: Asked) -> Panel:
    def link(row: Row) -> Link:
        when = {"weekday": int(row["weekday"]), "hour": int(row["hour"])}
        return Link("tickets/passages", {"kinds": ["opened"], **when, "without_notices": "true"})

    return panel(
        asked,
        "arrivals",
        "overview/arrivals_hourly",
        lambda: asked.frame("overview/arrivals_hourly"),
        "opened_count",
        link,
    )


def _attention(asked: Asked) -> Panel:
    """What needs somebody today: stalled by whose turn, contradictions, unrecognised statuses; and of how many open
    tickets nobody can say how long they have been silent, for no good news may be made of them."""

    def rows() -> pd.DataFrame:
        counts = asked.frame(silence.COUNTS)
        by_turn = counts.groupby("turn", as_index=False)
        stalled = by_turn.agg(
            ticket_count=("stalled_count", "sum"), oldest_working_seconds=("oldest_working_seconds", "max")
        )
        stalled = stalled[stalled["ticket_count"] > 0].rename(columns={"turn": "kind"})
        stalled["kind"] = "stalled_" + stalled["kind"].astype(str)
        told = asked.frame("status/contradictions").rename(columns={"contradiction": "kind"})
        unrecognised = asked.row("overview/counts")["unknown_count"]
        alone = {"unknown_status": unrecognised, "silence_unknown": silence.unknown_count(counts)}
        others = pd.DataFrame({"kind": alone.keys(), "ticket_count": alone.values()})
        parts = [part for part in (stalled, told, others[others["ticket_count"] > 0]) if part["ticket_count"].any()]
        columns = ["kind", "ticket_count", "oldest_working_seconds"]
        return (
            pd.concat(parts).reindex(columns=columns).reset_index(drop=True) if parts else pd.DataFrame(columns=columns)
        )

    return panel(asked, "attention", silence.COUNTS, rows, link=attention_link, needs=HISTORY)


def attention_link(row: Row) -> Link:
    """The tickets behind one line of what needs somebody."""
    kind = str(row["kind"])
    if kind.startswith("stalled_"):
        return Link("tickets/now", {"turns": [kind.removeprefix("stalled_")], "stalled_only": "true"})
    if kind == "silence_unknown":
        return Link("tickets/now", {"silence_unknown": "true"})
    if kind == "unknown_status":
        return Link("tickets/now", {"states": ["unknown"]})
    return Link("tickets/now", {"contradiction": kind})


def _incidents(asked: Asked) -> Panel:
    """What several customers met within an hour: it goes on, or ended today."""

    def link(row: Row) -> Link:
        return Link("tickets/incident", {"incident_id": row["incident_id"]})

    return panel(asked, "incidents", "overview/incidents", lambda: asked.frame("overview/incidents"), link=link)
