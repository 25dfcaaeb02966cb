"""What will happen to each ticket, round by round, as work for the team: jobs in the order they follow each other.

A round is one word of the customer and what we do about it: perhaps a transfer, perhaps a holding reply,
then the answer. When each of it happens is decided by the queue (``service``), not here.
"""

from dataclasses import dataclass

import numpy as np

from dashboard.demo import arrivals
from dashboard.demo.arrivals import (
    CHAT,
    DAY,
    DUPLICATE,
    HIGH,
    HOUR,
    PARALLEL,
    PHONE,
    RECORDED,
    REQUEST,
    URGENT,
    WEB,
    Tickets,
)
from dashboard.demo.faults import RATES
from dashboard.demo.scene import Scene
from dashboard.demo.texts import ADVANCED

TRANSFER, HOLD, THIRD, ANSWER, SHUT = range(5)
WEIGHTS = np.array([0.25, 0.25, 0.4, 1.0, 0.1])
"""Work of each kind of job, against an answer's."""
ENDINGS = (
    "resolved", "resolved_customer", "confirmed", "confirmed_customer", "thanked", "silent", "left_open", "long_silent",
    "closed_unanswered", "stuck", "reopened_by_thanks", "for_now", "merged", "doubled",
)  # fmt: skip
(RESOLVED, RESOLVED_CUSTOMER, CONFIRMED, CONFIRMED_CUSTOMER, THANKED, SILENT, LEFT_OPEN, LONG_SILENT,
 CLOSED_UNANSWERED, STUCK, REOPENED_BY_THANKS, FOR_NOW, MERGED, DOUBLED) = range(len(ENDINGS))  # fmt: skip
SHARES = np.array([
    0.42, 0.08, 0.14, 0.10, 0.05, 0.10, RATES["left-open"], RATES["customer-silent"], RATES["closed-unanswered"],
    RATES["answered-still-open"], RATES["reopened-by-thanks"], RATES["confirmed-for-now"],
])  # fmt: skip
RESOLVES = (RESOLVED, RESOLVED_CUSTOMER, REOPENED_BY_THANKS)


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


def make(tickets: Tickets, scene: Scene, rng: np.random.Generator) -> Jobs:
    """The jobs of all tickets that need work, ticket by ticket; plants what is planted by plan."""
    works = np.isin(tickets.kind, (REQUEST, DUPLICATE, PARALLEL, RECORDED))
    rounds = _rounds(tickets, works, rng)
    _endings(tickets, rng)
    _plant(tickets, rounds, scene, rng)
    ticket = np.repeat(np.arange(len(tickets)), rounds)
    turn = np.arange(len(ticket)) - np.repeat(np.cumsum(rounds) - rounds, rounds)
    passes = (turn == 0) & (tickets.entered != tickets.department)[ticket]
    pause = _pauses(tickets, ticket, rng)
    jobs = _lay_out(tickets, rounds, turn, passes, pause)
    _times(jobs, tickets, rng)
    _exceptions(jobs, tickets, rng)
    return jobs


def _rounds(tickets: Tickets, works: np.ndarray, rng) -> np.ndarray:
    rounds = rng.choice([1, 2, 3, 4, 5], len(tickets), p=[0.63, 0.24, 0.09, 0.03, 0.01])
    advanced = tickets.department == ADVANCED
    rounds += advanced & (rng.random(len(tickets)) < 0.35)
    once = np.isin(tickets.kind, (DUPLICATE, RECORDED))
    return np.where(works, np.where(once, 1, rounds), 0)


def _endings(tickets: Tickets, rng) -> None:
    size = len(tickets)
    ending = rng.choice(len(SHARES), size, p=SHARES / SHARES.sum())
    ending = np.where(tickets.kind == DUPLICATE, np.where(rng.random(size) < 0.5, MERGED, DOUBLED), ending)
    ending = np.where(tickets.kind == RECORDED, RESOLVED, ending)
    ending[tickets.parent[tickets.kind == PARALLEL]] = SILENT
    tickets.flags["ending"] = ending.astype(np.int8)


def _plant(tickets: Tickets, rounds: np.ndarray, scene: Scene, rng) -> None:
    """Flags of what the plan decides; what depends on the queue is planted later."""
    size = len(tickets)
    request, written = tickets.kind == REQUEST, (tickets.channel != CHAT) & (tickets.channel != PHONE)
    advanced = request & (tickets.department == ADVANCED)
    flags = tickets.flags

    def share(rule: str, among: np.ndarray) -> np.ndarray:
        return among & (rng.random(size) < RATES[rule])

    flags["wrong-channel"] = advanced & np.isin(tickets.channel, (arrivals.WHATSAPP, CHAT, arrivals.MESSENGER))
    flags["evidence-missing"] = share("evidence-missing", advanced & ~scene.texts.is_outage[tickets.topic])
    flags["evidence-asked-twice"] = share("evidence-asked-twice", flags["evidence-missing"] & (rounds > 2))
    flags["shouting"] = share("shouting", request & written)
    flags["emergency"] = request & (tickets.priority == URGENT)
    ordinary = request & written & (tickets.priority < HIGH) & (tickets.entered >= ADVANCED - 1)
    flags["priority-by-staff"] = share("priority-by-staff", ordinary)
    flags["reopened"] = share("reopened", request & (rounds > 1))
    flags["unknown-status"] = share("unknown-status", advanced)
    flags["undated"] = share("undated", request & (flags["ending"] == CONFIRMED))


def _pauses(tickets: Tickets, ticket: np.ndarray, rng) -> np.ndarray:
    """Per round: 0 answered at once, HOLD a holding reply first, THIRD a wait for somebody else first."""
    drawn = rng.random(len(ticket))
    advanced = tickets.department[ticket] == ADVANCED
    hold = np.where(advanced, RATES["holding"] * 1.6, RATES["holding"])
    pause = np.select([drawn < hold, drawn < hold + RATES["third-party"]], [HOLD, THIRD], 0)
    plain = (tickets.kind == REQUEST) & ~np.isin(tickets.channel, (CHAT, PHONE))
    return np.where(plain[ticket], pause, 0)


def _lay_out(tickets: Tickets, rounds, turn, passes, pause) -> Jobs:
    """From rounds to jobs: transfer, holding reply and answer become rows of their own."""
    ticket = np.repeat(np.arange(len(tickets)), rounds)
    escalated = tickets.flags["unknown-status"][ticket] & (turn == 0)
    pause = np.where(escalated, HOLD, pause)
    number = 1 + passes + (pause > 0)
    place = np.repeat(np.arange(len(ticket)), number)
    step = np.arange(len(place)) - np.repeat(np.cumsum(number) - number, number)
    step_from_end = number[place] - 1 - step
    paused = (step_from_end == 1) & (pause[place] > 0)
    kind = np.select([step_from_end == 0, paused], [ANSWER, pause[place]], TRANSFER)
    is_final = turn == rounds[ticket] - 1
    owner, is_last = ticket[place], (step_from_end == 0) & is_final[place]
    ending = tickets.flags["ending"][owner]
    kind = np.where(is_last & (ending == CLOSED_UNANSWERED), SHUT, kind)
    reopening = tickets.flags["reopened"][owner] & is_final[place] & (step == 0)
    resolves = is_last & np.isin(ending, RESOLVES)
    resolves[:-1] |= reopening[1:]
    first_of, last_of = np.full(len(tickets), -1), np.full(len(tickets), -1)
    last_of[owner] = np.arange(len(owner))
    first_of[owner[::-1]] = np.arange(len(owner))[::-1]
    following = np.where(is_last, -1, np.arange(len(owner)) + 1)
    threads = np.flatnonzero(tickets.kind == PARALLEL)
    following[last_of[tickets.parent[threads]]] = first_of[threads]
    department = np.where(kind == TRANSFER, tickets.entered[owner], tickets.department[owner])
    zeros = np.zeros(len(owner), dtype=np.int64)
    return Jobs(
        owner, turn[place], kind.astype(np.int8), department.astype(np.int8), following, zeros.copy(), step == 0,
        WEIGHTS[kind], zeros.copy(), zeros.copy(), is_last, reopening, resolves, first_of, last_of,
    )  # fmt: skip


def _times(jobs: Jobs, tickets: Tickets, rng) -> None:
    """How long until a job is asked for, counted from the end of the one before: customers think, promises wait."""
    size = len(jobs.ticket)
    reply = np.exp(rng.normal(np.log(3.5 * HOUR), 1.3, size)).clip(4 * 60, 6 * DAY)
    reply = np.where(jobs.is_reopening, rng.uniform(0.3 * DAY, 6 * DAY, size), reply)
    reply = np.where(tickets.kind[jobs.ticket] == PARALLEL, rng.uniform(3 * HOUR, 3 * DAY, size), reply)
    before = np.concatenate([[ANSWER], jobs.kind[:-1]])
    kept = rng.uniform(0.4 * HOUR, 3.5 * HOUR, size)
    broken = rng.random(size) < RATES["promise-broken"]
    promised = np.where(broken, rng.uniform(3 * DAY, 13 * DAY, size), kept)
    escalated = tickets.flags["unknown-status"][jobs.ticket] & (jobs.turn == 0)
    promised = np.where(escalated, rng.uniform(8 * DAY, 25 * DAY, size), promised)
    third = rng.uniform(0.7 * DAY, 6 * DAY, size)
    pause = np.select([before == HOLD, before == THIRD], [promised, third], 0)
    jobs.delay[:] = np.where(jobs.has_word, np.where(jobs.turn > 0, reply, 0), pause)
    thread_starts = jobs.first_of[tickets.kind == PARALLEL]
    jobs.delay[thread_starts] = reply[thread_starts]
    jobs.weight = jobs.weight * np.exp(rng.normal(0, 0.55, size))
    jobs.weight[tickets.kind[jobs.ticket] == DUPLICATE] *= 0.3


def _exceptions(jobs: Jobs, tickets: Tickets, rng) -> None:
    """Work that does not wait its turn: overtaken ones are put off; calls, emergencies and favours go first."""
    size = len(jobs.ticket)
    owner = jobs.ticket
    plain = (tickets.kind[owner] == REQUEST) & jobs.has_word & (tickets.channel[owner] <= WEB)
    put_off = plain & (rng.random(size) < RATES["overtaken"]) & (tickets.priority[owner] < HIGH)
    put_off &= jobs.department >= ADVANCED - 1
    jobs.skip[put_off] = rng.uniform(0.4 * DAY, 4 * DAY, put_off.sum()).astype(np.int64)
    starts = jobs.has_word & (jobs.turn == 0)
    favoured = tickets.flags["emergency"] | tickets.flags["priority-by-staff"]
    jobs.bypass[starts & favoured[owner]] = rng.integers(300, 1500, (starts & favoured[owner]).sum())
    live = starts & np.isin(tickets.channel[owner], (CHAT, PHONE)) & (tickets.kind[owner] != RECORDED)
    jobs.bypass[live] = rng.integers(20, 240, live.sum())
    recorded = starts & (tickets.kind[owner] == RECORDED)
    jobs.bypass[recorded] = 1
    jobs.skip[jobs.bypass > 0] = 0
    shut = jobs.kind == SHUT
    jobs.bypass[shut] = 0
    jobs.skip[shut] = rng.uniform(2 * DAY, 9 * DAY, shut.sum()).astype(np.int64)
