"""Expected waits tried on past days whose outcome is known: what the queue page expects must have come true before.

On each working day, a quarter into it and a quarter before its end, every wait then standing in a department's queue is
given the range that the page would have shown; whether its end lay within is known a window of working days later.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from dashboard import forecast
from dashboard.settings import Settings

MOMENTS = (0.25, 0.75)
"""Shares of a working day at which it is tried."""
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Days:
    """The working days of a calendar: local day, working seconds before it, and its length."""

    day: np.ndarray
    before: np.ndarray
    length: np.ndarray


def fill(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Fill ``forecast_tests`` from ``waits``."""
    calendars: dict[str, Days] = {}
    rows: list[dict] = []
    for source, department, calendar, last_day in _departments(connection, settings.order.least_departures):
        if calendar not in calendars:
            calendars[calendar] = _days(connection, calendar)
        queue = _queue(connection, source, department)
        for trial in trials(queue, calendars[calendar], last_day, settings):
            rows.append({"source": source, "department": department, **trial})
    connection.register("trial_rows", pa.Table.from_pylist(rows, schema=_SCHEMA))
    connection.execute("insert into forecast_tests by name select * from trial_rows order by known_day")
    connection.unregister("trial_rows")


def trials(queue: forecast.Queue, days: Days, last_day: np.datetime64, settings: Settings) -> Iterator[dict]:
    """A row per day on which there was enough to forecast from, and whose outcome is known by ``last_day``."""
    window = settings.order.departure_days * settings.time.working_day_seconds
    first, last = queue.entered.min(), days.before[np.searchsorted(days.day, last_day, side="right") - 1]
    past = forecast.history(queue, int(first), int(last))
    for at in np.flatnonzero((days.before >= first + window) & (days.before <= last - window)):
        # The outcome of the day's later trial is known within that working day: it counts from the next day on.
        known = (
            days.day[np.searchsorted(days.before, days.before[at] + days.length[at] + window, side="left") - 1] + DAY
        )
        moments = (int(days.before[at] + share * days.length[at]) for share in MOMENTS)
        tried = [_tried(queue, past, moment, window, settings.order.least_departures) for moment in moments]
        tested, covered = (sum(side) for side in zip(*tried, strict=True))
        if tested and known <= last_day:
            yield {
                "tested_day": days.day[at].item(),
                "known_day": known.item(),
                "tested_count": tested,
                "covered_count": covered,
            }


def _tried(
    queue: forecast.Queue, past: forecast.History, moment: int, window: int, least_departures: int
) -> tuple[int, int]:
    """How many of those standing there had a range, and of how many the end lay within."""
    standing = queue.standing(moment)
    if not len(standing) or queue.departures(moment, window) < least_departures:
        return 0, 0
    low, _, high = past.ranges(moment, window).of(np.arange(1, len(standing) + 1)).T
    taken = queue.served[standing] - moment
    is_covered = (taken >= low) & (taken <= high) & (taken <= window)
    return int(np.count_nonzero(~np.isnan(low))), int(np.count_nonzero(is_covered))


def _departments(connection: duckdb.DuckDBPyConnection, least: int) -> list[tuple]:
    return connection.execute(
        """
        select waits.source, waits.department, waits.calendar, local_day(any_value(sources.exported_at))
        from waits
        inner join sources on waits.source = sources.source
        group by waits.source, waits.department, waits.calendar
        having count(*) filter (where isfinite(waits.served_at)) >= ?
        order by 1, 2
        """,
        [least],
    ).fetchall()


def _queue(connection: duckdb.DuckDBPyConnection, source: str, department: str | None) -> forecast.Queue:
    found = connection.execute(
        """
        select entered_working_seconds as entered, coalesce(served_working_seconds, ?) as served
        from waits
        where source = ? and department is not distinct from ?
        order by started_at, ticket_id
        """,
        [forecast.STILL, source, department],
    ).fetchnumpy()
    return forecast.Queue(np.asarray(found["entered"]), np.asarray(found["served"]))


def _days(connection: duckdb.DuckDBPyConnection, calendar: str) -> Days:
    found = connection.execute(
        """
        select
            local_day(starts_at) as day, min(working_seconds_before) as before,
            cast(sum(seconds_between(starts_at, ends_at)) as bigint) as length
        from working_intervals where calendar = ? group by day order by day
        """,
        [calendar],
    ).fetchnumpy()
    return Days(found["day"].astype("datetime64[D]"), np.asarray(found["before"]), np.asarray(found["length"]))


_SCHEMA = pa.schema(
    {
        "source": pa.string(),
        "department": pa.string(),
        "tested_day": pa.date32(),
        "known_day": pa.date32(),
        "tested_count": pa.int64(),
        "covered_count": pa.int64(),
    }
)
