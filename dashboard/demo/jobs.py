"""Pieces of work as columns: what each is, and which one it leads to."""

from dataclasses import dataclass

import numpy as np

from dashboard.demo.tickets import PARALLEL, Tickets

TRANSFER, HOLD, THIRD, ANSWER, SHUT = range(5)
WEIGHTS = np.array([0.25, 0.25, 0.4, 1.0, 0.1])
"""Work of each kind of job, against an answer's."""
ENDINGS = (
    "resolved", "resolved_customer", "confirmed", "confirmed_customer", "thanked", "silent", "left_open", "long_silent",
    "closed_unanswered", "stuck", "reopened_by_thanks", "for_now", "merged", "doubled",
)  # fmt: skip
(RESOLVED, RESOLVED_CUSTOMER, CONFIRMED, CONFIRMED_CUSTOMER, THANKED, SILENT, LEFT_OPEN, LONG_SILENT,
 CLOSED_UNANSWERED, STUCK, REOPENED_BY_THANKS, FOR_NOW, MERGED, DOUBLED) = range(len(ENDINGS))  # fmt: skip
RESOLVES = (RESOLVED, RESOLVED_CUSTOMER, REOPENED_BY_THANKS)
"""Endings whose last answer solves the ticket; only the third sees it open again."""


@dataclass
class Jobs:
    """One row per piece of work. ``following`` is the job that this one leads to, or -1."""

    ticket: np.ndarray
    turn: np.ndarray
    kind: np.ndarray
    department: np.ndarray
    following: np.ndarray
    delay: np.ndarray
    has_word: np.ndarray
    weight: np.ndarray
    skip: np.ndarray
    bypass: np.ndarray
    is_last: np.ndarray
    is_reopening: np.ndarray
    resolves: np.ndarray
    first_of: np.ndarray
    last_of: np.ndarray


def lay_out(tickets: Tickets, rounds: np.ndarray, turn: np.ndarray, passes: np.ndarray, pause: np.ndarray) -> Jobs:
    """From rounds to jobs: transfer, holding reply and answer become rows of their own."""
    ticket = np.repeat(np.arange(len(tickets)), rounds)
    escalated = tickets.flags["unknown-status"][ticket] & (turn == 0)
    is_final = turn == rounds[ticket] - 1
    dropped = is_final & (tickets.flags["ending"][ticket] == CLOSED_UNANSWERED)
    pause = np.where(dropped, 0, np.where(escalated, HOLD, pause))
    number = 1 + passes + (pause > 0)
    place = np.repeat(np.arange(len(ticket)), number)
    step = np.arange(len(place)) - np.repeat(np.cumsum(number) - number, number)
    step_from_end = number[place] - 1 - step
    paused = (step_from_end == 1) & (pause[place] > 0)
    kind = np.select([step_from_end == 0, paused], [ANSWER, pause[place]], TRANSFER)
    owner, is_last = ticket[place], (step_from_end == 0) & is_final[place]
    ending = tickets.flags["ending"][owner]
    kind = np.where(is_last & (ending == CLOSED_UNANSWERED), SHUT, kind)
    reopening = tickets.flags["reopened"][owner] & is_final[place] & (step == 0)
    resolves = is_last & np.isin(ending, RESOLVES)
    resolves[:-1] |= reopening[1:]
    first_of, last_of, following = _chains(tickets, owner, is_last)
    zeros = np.zeros(len(owner), dtype=np.int64)
    return Jobs(
        ticket=owner,
        turn=turn[place],
        kind=kind.astype(np.int8),
        department=np.where(kind == TRANSFER, tickets.entered[owner], tickets.department[owner]).astype(np.int8),
        following=following,
        delay=zeros.copy(),
        has_word=step == 0,
        weight=WEIGHTS[kind],
        skip=zeros.copy(),
        bypass=zeros.copy(),
        is_last=is_last,
        is_reopening=reopening,
        resolves=resolves,
        first_of=first_of,
        last_of=last_of,
    )


def _chains(tickets: Tickets, owner: np.ndarray, is_last: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First and last job of each ticket, and the job after each: a parallel thread follows its first ticket's last."""
    places = np.arange(len(owner))
    first_of, last_of = np.full(len(tickets), -1), np.full(len(tickets), -1)
    last_of[owner] = places
    first_of[owner[::-1]] = places[::-1]
    following = np.where(is_last, -1, places + 1)
    threads = np.flatnonzero(tickets.kind == PARALLEL)
    following[last_of[tickets.parent[threads]]] = first_of[threads]
    return first_of, last_of, following
