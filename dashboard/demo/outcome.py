"""What stands in the tickets' own columns at the end, read off their events as a helpdesk would."""

from dataclasses import dataclass

import numpy as np

from dashboard.demo.endings import Ends
from dashboard.demo.events import AGENT, CLOSED, ESCALATED, MESSAGE, MOVE, NO_TURN, SOLVED, STATUS, STATUS_MERGED
from dashboard.demo.scene import Scene
from dashboard.demo.texts import ADVANCED
from dashboard.demo.tickets import HIGH, HOUR, NOTICE, Tickets


@dataclass
class Present:
    """Columns as of the end; -1 = empty. ``turn`` is whose turn it is by those who wrote the events."""

    status: np.ndarray
    agent: np.ndarray
    department: np.ndarray
    turn: np.ndarray
    first_response: np.ndarray
    first_solved: np.ndarray
    resolved: np.ndarray
    closed: np.ndarray
    closed_by: np.ndarray
    updated: np.ndarray
    due: np.ndarray


def read(tickets: Tickets, events: dict[str, np.ndarray], ends: Ends, scene: Scene) -> Present:
    """The columns, from the sorted events."""
    size = len(tickets)
    kind, status = events["kind"], events["status"]
    is_status = kind == STATUS
    present = Present(
        status=_last(events, "status", is_status, size),
        agent=_last(events, "agent", events["agent"] >= 0, size),
        department=_last(events, "department", kind == MOVE, size),
        turn=_last(events, "turn", events["turn"] != NO_TURN, size),
        first_response=_first(events, (kind == MESSAGE) & (events["author"] == AGENT) & (events["order"] > 2), size),
        first_solved=_first(events, is_status & np.isin(status, (SOLVED, CLOSED, STATUS_MERGED)), size),
        resolved=_last(events, "moment", is_status & (status == SOLVED), size),
        closed=_last(events, "moment", is_status & np.isin(status, (CLOSED, STATUS_MERGED)), size),
        closed_by=_last(events, "author", is_status & np.isin(status, (CLOSED, STATUS_MERGED)), size),
        updated=_last(events, "moment", np.ones(len(kind), dtype=bool), size),
        due=_due(tickets, scene),
    )
    present.department = np.where(present.department < 0, tickets.entered, present.department)
    tickets.flags["undated"] &= ends.closing <= scene.last
    is_closed = np.isin(present.status, (CLOSED, STATUS_MERGED))
    present.status = np.where(tickets.flags["undated"], CLOSED, present.status)
    present.closed = np.where(is_closed, present.closed, -1)
    present.closed_by = np.where(is_closed, present.closed_by, -1)
    present.resolved = np.where(is_closed | (present.status == SOLVED), present.resolved, -1)
    present.first_response[tickets.kind == NOTICE] = -1
    return present


def is_open(present: Present) -> np.ndarray:
    """Neither solved nor closed nor put aside."""
    return (present.status < SOLVED) | (present.status == ESCALATED)


def _last(events: dict[str, np.ndarray], name: str, chosen: np.ndarray, size: int) -> np.ndarray:
    """The last such event's column for each ticket, or -1 (events are in order, so the last write stays)."""
    found = np.full(size, -1, dtype=np.int64)
    found[events["ticket"][chosen]] = events[name][chosen]
    return found


def _first(events: dict[str, np.ndarray], chosen: np.ndarray, size: int) -> np.ndarray:
    found = np.full(size, -1, dtype=np.int64)
    found[events["ticket"][chosen][::-1]] = events["moment"][chosen][::-1]
    return found


def _due(tickets: Tickets, scene: Scene) -> np.ndarray:
    """A deadline of three working days, five on the second level, one where it is urgent."""
    days = np.where(tickets.priority >= HIGH, 1, np.where(tickets.department == ADVANCED, 5, 3))
    due = np.full(len(tickets), -1, dtype=np.int64)
    for code, calendar in enumerate(scene.calendars):
        mine = (tickets.department == code) & (tickets.kind != NOTICE)
        due[mine] = calendar.later(tickets.opened[mine], days[mine] * 9 * HOUR)
    return due
