"""Response times on a real log: a plain program of its own, from the raw rows, says the same to the ninth decimal."""

import csv
import io
import itertools
import zipfile
from collections import defaultdict
from datetime import datetime, timedelta
from math import exp, log, sqrt
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from dashboard import clock, importing, settings
from dashboard.store.engine import Store

LOG = "servicenow_incidents/incident_event_log.zip"
ZONE = ZoneInfo("America/Sao_Paulo")
SOLVED = ("Resolved", "Closed")
MOMENTS = ("2016-03-20 15:30", "2016-05-15 00:00", "2016-06-30 12:00")
"""Among them many that were reopened later, and many still open."""


@pytest.fixture(scope="module")
def log_store(exports, tmp_path_factory):
    """The log as if its channels were written ones: nearly all of it came by phone."""
    in_force = settings.load()
    channels = in_force.channels.model_copy(update={"instant": []})
    in_force = in_force.model_copy(update={"channels": channels})
    data_dir = tmp_path_factory.mktemp("log")
    importing.run("servicenow_incidents", [exports / LOG], data_dir, in_force, now=clock.instant())
    store = Store(data_dir, in_force, with_desk=False)
    yield store
    store.close()


@pytest.fixture(scope="module")
def histories(exports) -> list[tuple[datetime, list[tuple[datetime, bool]]]]:
    """Per incident its opening and its snapshots in order: when, and whether it was solved then."""
    snapshots = defaultdict(list)
    with zipfile.ZipFile(exports / LOG) as archive, archive.open(archive.namelist()[0]) as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8")):
            opened, updated = moment(row["opened_at"]), moment(row["sys_updated_at"])
            place = (max(opened, updated), int(row["sys_mod_count"]))
            snapshots[row["number"]].append((place, opened, row["ident_state"] in SOLVED))
    return [(rows[0][1], [(place[0], solved) for place, _, solved in sorted(rows)]) for rows in snapshots.values()]


def moment(cell: str) -> datetime:
    return datetime.strptime(cell, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE, fold=1)


def observed(histories, now: datetime) -> list[tuple[int, bool]]:
    """Per incident opened by now: seconds until its last known solution, or until now where it is open."""
    found = []
    for opened, rows in histories:
        solved_at, was_solved = None, False
        for happened, is_solved in rows:
            if happened > now:
                break
            if is_solved and not was_solved:
                solved_at = happened
            was_solved = is_solved
        end = solved_at if was_solved else now
        seconds = round(end.timestamp() - opened.timestamp())
        if opened <= now and not (was_solved and seconds <= 120):  # else it was recorded afterwards
            found.append((seconds, was_solved))
    return found


def estimate(found: list[tuple[int, bool]]) -> dict[int, tuple[float, float | None, float | None, int]]:
    """After each time: the share still open, its limits, and how many were watched."""
    share, variance, steps = 1.0, 0.0, {}
    ended, gone = defaultdict(int), defaultdict(int)
    for seconds, is_solved in found:
        ended[seconds] += is_solved
        gone[seconds] += 1
    watched = len(found)
    for seconds in sorted(gone):
        share -= share * ended[seconds] / watched
        variance += ended[seconds] / watched / (watched - ended[seconds]) if watched > ended[seconds] else 0.0
        low = high = None
        if 0 < share < 1:
            wide = 1.959963984540054 * sqrt(variance) / -log(share)
            low, high = exp(log(share) * exp(wide)), exp(log(share) * exp(-wide))
        steps[seconds] = (share, low, high, watched)
        watched -= gone[seconds]
    return steps


@pytest.mark.parametrize("when", MOMENTS)
def test_the_log_solved_by_a_plain_program(log_store, histories, when):
    """Every drawn point with its limits and number at risk, the median and the 9 in 10 agree, at past moments too."""
    now = datetime.fromisoformat(when).replace(tzinfo=ZONE)
    found = observed(histories, now)
    steps = estimate(found)
    asked = {"measure": "resolution", "clock": "calendar", "as_of": now, "mark_seconds": [86400, 864000]}
    rows = log_store.frame("response/curve", asked)
    assert rows["ticket_count"].iloc[0] == len(found)
    assert rows["ended_count"].iloc[0] == sum(is_solved for _, is_solved in found)
    points = rows[~rows["is_mark"]]
    assert 100 < len(points) <= 200
    for row in points.itertuples():
        share, low, high, watched = steps[int(row.seconds)]
        assert row.waiting_share == pytest.approx(share, abs=1e-9)
        assert row.risk_count == watched
        for edge, expected in ((row.low_share, low), (row.high_share, high)):
            assert pd.isna(edge) if expected is None else edge == pytest.approx(expected, abs=1e-9)
    for mark in rows[rows["is_mark"]].itertuples():
        assert mark.risk_count == sum(seconds >= mark.seconds for seconds, _ in found)
    quantiles = {"median": (0.5, 0), "median_low": (0.5, 1), "median_high": (0.5, 2)}
    quantiles |= {"p90": (0.1, 0), "p90_low": (0.1, 1), "p90_high": (0.1, 2)}
    for name, (part, place) in quantiles.items():
        first = next((seconds for seconds, step in steps.items() if (step[place] or 1) <= part + 1e-9), None)
        value = rows[f"{name}_seconds"].iloc[0]
        assert (None if pd.isna(value) else value) == first, name


def test_a_later_event_changes_no_earlier_view(log_store, histories):
    """The incidents reopened after a moment were solved at it, and count as solved in its view."""
    now = datetime.fromisoformat(MOMENTS[1]).replace(tzinfo=ZONE)
    later = [rows for opened, rows in histories if opened <= now - timedelta(days=1)]
    undone = sum(
        any(one and not two for (_, one), (when, two) in itertools.pairwise(rows) if when > now) for rows in later
    )
    assert undone > 10
    rows = log_store.frame("response/curve", {"measure": "resolution", "as_of": now})
    assert rows["ended_count"].iloc[0] == sum(is_solved for _, is_solved in observed(histories, now))
