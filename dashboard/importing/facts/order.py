"""Order of arrival: which waits were overtaken, by how many younger ones, and since when (METRICS, queue).

A younger wait overtakes when it has been seen to be taken up for more than the tolerated working time, and the older
one cannot have been taken up by then. What is seen is an agent's event. Where the answer is the first of them, the
work began before it: an overtaker counts from its answer, which is certain; who is overtaken is given the benefit of
the earliest moment, the answering agent's last trace on any other ticket, but no more than ``untraced_hours``. With
the median handling time instead, fair teams of eight came out as low as 85 %; with this they come out at 100 %.
"""

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from dashboard.importing.facts import positions
from dashboard.importing.facts.positions import SECOND
from dashboard.importing.facts.ranks import Ranks
from dashboard.settings import Settings

NEVER = np.iinfo(np.int64).max
"""A moment or a position that has not come."""
_FAR = 1 << 33
"""Seconds beyond every moment and every calendar: room for a group and either in one number."""
_ASKED = f"""
    select
        wait_key, group_key, is_picked_up, is_prioritised, is_seen_by_answer, is_agent_known, calendar,
        epoch_us(started_at) as started,
        epoch_us(entered_at) as entered,
        if(isfinite(seen_at), epoch_us(seen_at), {NEVER}) as seen,
        epoch_us(coalesce(answered_at, started_at)) as answered,
        epoch_us(coalesce(busy_at, started_at)) as busy
    from wait_traces
    order by group_key, started_at
"""


@dataclass(frozen=True)
class Waits:
    """Waits in columns. ``group``: source, department and level as one number; moments in microseconds.

    ``seen_position`` and ``taken_position`` are working seconds: when it was seen to be taken up, or left the queue,
    and the earliest moment at which it can have been; ``NEVER`` while it waits.
    """

    group: np.ndarray
    started: np.ndarray
    entered: np.ndarray
    seen: np.ndarray
    seen_position: np.ndarray
    taken_position: np.ndarray
    is_picked_up: np.ndarray
    is_prioritised: np.ndarray


@dataclass(frozen=True)
class Overtaken:
    """Per wait: how many overtook it, how many of them by priority, and the first while it waited (-1 = none)."""

    count: np.ndarray
    priority_count: np.ndarray
    first: np.ndarray


def judge(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make the temporary table ``wait_order`` from ``wait_traces``."""
    asked = {name: np.asarray(column) for name, column in connection.execute(_ASKED).fetchnumpy().items()}
    tolerance = settings.order.overtaken_minutes * 60
    calendars = positions.read(connection)
    waits = _waits(asked, calendars, settings)
    found = overtaken(waits, tolerance)
    first = np.maximum(found.first, 0)
    since = _moments(asked["calendar"], calendars, waits.seen_position[first] + tolerance + 1)
    rows = {
        "wait_key": asked["wait_key"],
        "started_working_seconds": _on_calendars(asked["calendar"], calendars, asked["started"]),
        "entered_working_seconds": _on_calendars(asked["calendar"], calendars, asked["entered"]),
        "served_working_seconds": _known(waits.seen_position, waits.seen_position < NEVER),
        "overtaken_at": _known(since, found.first >= 0).cast(pa.timestamp("us", "UTC")),
        "overtaken_count": found.count,
        "priority_count": found.priority_count,
        "overtaker_key": _known(asked["wait_key"][first], found.first >= 0),
    }
    connection.register("wait_rows", pa.table(rows))
    connection.execute("create or replace temp table wait_order as select * from wait_rows")
    connection.unregister("wait_rows")


def overtaken(waits: Waits, tolerance: int) -> Overtaken:
    """Who was overtaken, by the younger waits of the same group seen to be taken up after the older one had entered.

    One has been overtaken in the end where a younger one was seen more than ``tolerance`` working seconds before it can
    have been taken up; while it waited it was so where that was before it was seen itself.
    """
    size = len(waits.group)
    first, count, priority_count = np.full(size, -1), np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    everybody = np.flatnonzero(waits.is_picked_up)
    overtakers = _Overtakers(waits, everybody)
    waited = overtakers.ahead(np.arange(size), waits.seen_position - tolerance)
    first[waited.waits] = overtakers.earliest(waited)
    in_the_end = overtakers.ahead(waited.waits, waits.taken_position - tolerance)
    count[in_the_end.waits] = in_the_end.count
    favoured = _Overtakers(waits, everybody[waits.is_prioritised[everybody]])
    by_priority = favoured.ahead(in_the_end.waits, waits.taken_position - tolerance)
    priority_count[by_priority.waits] = by_priority.count
    return Overtaken(count, priority_count, first)


@dataclass(frozen=True)
class _Ahead:
    """Waits with somebody ahead of them: the younger ones from ``youngest`` to ``last``, of which ``skipped`` were seen
    before the wait entered."""

    waits: np.ndarray
    youngest: np.ndarray
    last: np.ndarray
    skipped: np.ndarray
    count: np.ndarray


class _Overtakers:
    """Waits that were picked up, in order of their start, with their rank by when that was seen."""

    def __init__(self, waits: Waits, members: np.ndarray) -> None:
        self._waits = waits
        group = waits.group[members]
        started, seen = (_joined(group, moments[members] // SECOND) for moments in (waits.started, waits.seen))
        by_start, by_seen = np.argsort(started, kind="stable"), np.argsort(seen, kind="stable")
        rank = np.empty(len(members), dtype=np.int64)
        rank[by_seen] = np.arange(len(members))
        self._members = members[by_seen]
        self._started, self._seen = started[by_start], seen[by_seen]
        self._position = _joined(group, waits.seen_position[members])[by_seen]
        self._ends = np.cumsum(np.bincount(group, minlength=int(waits.group.max(initial=0)) + 1))
        self._ranks = Ranks(rank[by_start])

    def ahead(self, asked: np.ndarray, limit: np.ndarray) -> _Ahead:
        """Of each wait asked about: the younger ones seen from its entry until before its position in ``limit``."""
        group, waits = self._waits.group[asked], self._waits
        youngest = np.searchsorted(self._started, _joined(group, waits.started[asked] // SECOND), side="right")
        low = np.searchsorted(self._seen, _joined(group, waits.entered[asked] // SECOND), side="left")
        high = np.searchsorted(self._position, _joined(group, np.clip(limit[asked], 0, _FAR - 1)), side="left")
        last = self._ends[group]
        possible = np.flatnonzero((youngest < last) & (low < high))
        youngest, last, low, high = (side[possible] for side in (youngest, last, low, high))
        skipped = self._ranks.below(youngest, last, low)
        count = self._ranks.below(youngest, last, high) - skipped
        some = count > 0
        return _Ahead(asked[possible[some]], youngest[some], last[some], skipped[some], count[some])

    def earliest(self, ahead: _Ahead) -> np.ndarray:
        """The wait that was seen first of those ahead."""
        return self._members[self._ranks.smallest(ahead.youngest, ahead.last, ahead.skipped)]


def _joined(group: np.ndarray, seconds: np.ndarray) -> np.ndarray:
    """Group and seconds as one number, in their order: two waits of one second are equally old."""
    return group * _FAR + seconds


def _waits(asked: dict[str, np.ndarray], calendars: dict[str, positions.Calendar], settings: Settings) -> Waits:
    waiting = asked["seen"] == NEVER
    seen = np.where(waiting, NEVER, _on_calendars(asked["calendar"], calendars, asked["seen"]))
    return Waits(
        group=asked["group_key"],
        started=asked["started"],
        entered=asked["entered"],
        seen=asked["seen"],
        seen_position=seen,
        taken_position=_taken(asked, calendars, seen, settings),
        is_picked_up=asked["is_picked_up"],
        is_prioritised=asked["is_prioritised"],
    )


def _taken(
    asked: dict[str, np.ndarray], calendars: dict[str, positions.Calendar], seen: np.ndarray, settings: Settings
) -> np.ndarray:
    """The earliest moment at which each wait can have been taken up, as a position."""
    longest = np.where(asked["is_agent_known"], settings.order.untraced_hours * 3600, _usual_handling(asked, calendars))
    not_before = np.maximum(asked["entered"], np.where(asked["is_agent_known"], asked["busy"], asked["started"]))
    earliest = np.maximum(_on_calendars(asked["calendar"], calendars, not_before), seen - longest)
    return np.where(asked["is_seen_by_answer"], earliest, seen)


def _usual_handling(asked: dict[str, np.ndarray], calendars: dict[str, positions.Calendar]) -> np.ndarray:
    """Per wait: median working seconds from pick-up to answer in its group, where both are seen; else 0."""
    both = np.flatnonzero(asked["is_picked_up"] & (asked["answered"] > asked["seen"]))
    calendar, group = asked["calendar"][both], asked["group_key"][both]
    ends = (_on_calendars(calendar, calendars, asked[side][both]) for side in ("answered", "seen"))
    handling = np.subtract(*ends)
    order = np.lexsort((handling, group))
    groups, first, size = np.unique(group[order], return_index=True, return_counts=True)
    usual = np.zeros(int(asked["group_key"].max(initial=0)) + 1, dtype=np.int64)
    usual[groups] = handling[order][first + (size - 1) // 2]
    return usual[asked["group_key"]]


def _on_calendars(names: np.ndarray, calendars: dict[str, positions.Calendar], moments: np.ndarray) -> np.ndarray:
    found = np.zeros(len(moments), dtype=np.int64)
    for code, name in enumerate(sorted(calendars)):
        mine = names == code
        found[mine] = calendars[name].positions(moments[mine])
    return found


def _moments(names: np.ndarray, calendars: dict[str, positions.Calendar], places: np.ndarray) -> np.ndarray:
    found = np.zeros(len(places), dtype=np.int64)
    for code, name in enumerate(sorted(calendars)):
        mine = (names == code) & (places < _FAR)
        found[mine] = calendars[name].moments(places[mine])
    return found


def _known(column: np.ndarray, is_known: np.ndarray) -> pa.Array:
    return pa.array(column, mask=~is_known)
