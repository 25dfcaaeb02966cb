"""Expected waits: how long a place in a department's queue takes, where such ranges have come true before."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard import forecast
from dashboard.reports.base import Panel
from dashboard.reports.parts import HISTORY, Asked, Row, none_if_missing, panel
from dashboard.settings import Order

WAITS, TRIALS = "queue/departures", "queue/forecast_trials"
QUERIES = (WAITS, TRIALS)
SHOWN_PLACES = np.array([1, 5, 10, 25, 50, 100, 250, 500, 1000])
SIDES = ("expected_low_working_seconds", "expected_working_seconds", "expected_high_working_seconds")


@dataclass(frozen=True)
class Expectation:
    """One department: the tickets that nobody has taken up, in their order, and the ranges of their places.

    ``note`` says why there is no range: few_trials, low_coverage, few_departures or few_moments; empty = there is one.
    """

    source: str
    department: str | None
    tickets: list[str]
    note: str
    tested: int
    covered: int
    ranges: forecast.Ranges
    window: int

    def sides(self, places: np.ndarray) -> list[list[float]]:
        """Low, median and high of each place; ``nan`` where nothing can be said, or more than the days looked at."""
        known = self.ranges.of(places)
        return np.where(known < self.window, known, np.nan).tolist()


def by_department(asked: Asked) -> Panel:
    """A row per department and place, as far as its queue reaches; one row with the reason where nothing is shown."""

    def rows() -> pd.DataFrame:
        found = [row for one in asked.once(expectations) if _is_chosen(asked, one) for row in _rows(one)]
        return pd.DataFrame(
            found, columns=["department", "place", *SIDES, "coverage_percent", "tested_count", "expected_note"]
        )

    return panel(asked, "expected_wait", WAITS, rows, needs=HISTORY)


def by_ticket(asked: Asked) -> pd.DataFrame:
    """Source, ticket and the three sides of its range, for each ticket in a queue that nobody has taken up."""
    rows = [
        (one.source, ticket, *sides)
        for one in asked.once(expectations)
        for ticket, sides in zip(one.tickets, one.sides(np.arange(1, len(one.tickets) + 1)), strict=True)
    ]
    return pd.DataFrame(rows, columns=["source", "ticket_id", *SIDES])


def expectations(asked: Asked) -> list[Expectation]:
    """Every department with a queue in the last days, the longest queue first."""
    trials = asked.frame(TRIALS)
    tried = {_key(row): (int(row.tested_count), int(row.covered_count)) for row in trials.itertuples()}
    waits = asked.frame(WAITS)
    groups = waits.groupby(["source", "department"], dropna=False, sort=False)
    found = [_expectation(asked, rows, tried.get(_key(rows.iloc[0]), (0, 0))) for _, rows in groups]
    return sorted(found, key=lambda one: -len(one.tickets))


def _expectation(asked: Asked, waits: pd.DataFrame, tried: tuple[int, int]) -> Expectation:
    order = asked.store.settings.order
    window = order.departure_days * asked.store.settings.time.working_day_seconds
    now = int(waits["now_working_seconds"].iloc[0])
    queue = forecast.Queue(
        waits["entered_working_seconds"].to_numpy(),
        waits["served_working_seconds"].fillna(forecast.STILL).to_numpy().astype(np.int64),
    )
    note = _note(order, queue.departures(now, window), *tried)
    ranges = forecast.NO_RANGES if note else forecast.history(queue, now - window, now).ranges(now, window)
    source, department = _key(waits.iloc[0])
    tickets = waits["ticket_id"].dropna().tolist()
    return Expectation(source, department, tickets, note, *tried, ranges, window)


def _note(order: Order, departures: int, tested: int, covered: int) -> str:
    if departures < order.least_departures:
        return "few_departures"
    if tested < order.least_trials:
        return "few_trials"
    return "low_coverage" if 100 * covered < order.coverage_percent * tested else ""


def _rows(one: Expectation) -> list[Row]:
    common = {
        "department": one.department,
        "tested_count": one.tested,
        "coverage_percent": 100 * one.covered / one.tested if one.tested else None,
    }
    if one.note or not len(one.ranges.places):
        return [{**common, "expected_note": one.note or "few_moments"}]
    last = len(one.tickets) + 1
    places = np.unique(np.append(SHOWN_PLACES[last > SHOWN_PLACES], last))
    return [
        {**common, "place": place, **dict(zip(SIDES, sides, strict=True))}
        for place, sides in zip(places.tolist(), one.sides(places), strict=True)
        if not np.isnan(sides[0])
    ]


def _is_chosen(asked: Asked, one: Expectation) -> bool:
    chosen = asked.chosen
    return (not chosen.sources or one.source in chosen.sources) and (
        not chosen.departments or one.department in chosen.departments
    )


def _key(row: object) -> tuple[str, str | None]:
    return str(row.source), none_if_missing(row.department)
