"""What will happen to each ticket, round by round, as work for the team: jobs in the order they follow each other.

A round is one word of the customer and what we do about it: perhaps a transfer, perhaps a holding reply,
then the answer. When each of it happens is decided by the queue (``service``), not here.
"""

import numpy as np

from dashboard.demo.faults import RATES
from dashboard.demo.jobs import (
    ANSWER,
    CLOSED_UNANSWERED,
    CONFIRMED,
    DOUBLED,
    HOLD,
    MERGED,
    RESOLVED,
    SHUT,
    SILENT,
    THIRD,
    Jobs,
    lay_out,
)
from dashboard.demo.scene import Scene
from dashboard.demo.texts import ADVANCED
from dashboard.demo.tickets import (
    CHAT,
    DAY,
    DUPLICATE,
    HIGH,
    HOUR,
    MESSENGER,
    PARALLEL,
    PHONE,
    RECORDED,
    REQUEST,
    URGENT,
    WEB,
    WHATSAPP,
    Tickets,
)

SHARES = np.array([
    0.42, 0.08, 0.14, 0.10, 0.05, 0.10, RATES["left-open"], RATES["customer-silent"], RATES["closed-unanswered"],
    RATES["answered-still-open"], RATES["reopened-by-thanks"], RATES["confirmed-for-now"],
])  # fmt: skip


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
    jobs = lay_out(tickets, rounds, turn, passes, pause)
    _times(jobs, tickets, rng)
    _exceptions(jobs, tickets, rng)
    return jobs


def _rounds(tickets: Tickets, works: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    rounds = rng.choice([1, 2, 3, 4, 5], len(tickets), p=[0.63, 0.24, 0.09, 0.03, 0.01])
    advanced = tickets.department == ADVANCED
    rounds += advanced & (rng.random(len(tickets)) < 0.35)
    once = np.isin(tickets.kind, (DUPLICATE, RECORDED))
    return np.where(works, np.where(once, 1, rounds), 0)


def _endings(tickets: Tickets, rng: np.random.Generator) -> None:
    size = len(tickets)
    ending = rng.choice(len(SHARES), size, p=SHARES / SHARES.sum())
    ending = np.where(tickets.kind == DUPLICATE, np.where(rng.random(size) < 0.5, MERGED, DOUBLED), ending)
    live = np.isin(tickets.channel, (CHAT, PHONE)) & (ending == CLOSED_UNANSWERED)
    ending = np.where((tickets.kind == RECORDED) | live, RESOLVED, ending)
    ending[tickets.parent[tickets.kind == PARALLEL]] = SILENT
    tickets.flags["ending"] = ending.astype(np.int8)


def _plant(tickets: Tickets, rounds: np.ndarray, scene: Scene, rng: np.random.Generator) -> None:
    """Flags of what the plan decides; what depends on the queue is planted later."""
    size = len(tickets)
    request, written = tickets.kind == REQUEST, (tickets.channel != CHAT) & (tickets.channel != PHONE)
    advanced = request & (tickets.department == ADVANCED)
    flags = tickets.flags

    def share(rule: str, among: np.ndarray) -> np.ndarray:
        return among & (rng.random(size) < RATES[rule])

    flags["wrong-channel"] = advanced & np.isin(tickets.channel, (WHATSAPP, CHAT, MESSENGER))
    flags["evidence-missing"] = share("evidence-missing", advanced & ~scene.texts.is_outage[tickets.topic])
    flags["evidence-asked-twice"] = share("evidence-asked-twice", flags["evidence-missing"] & (rounds > 2))
    flags["shouting"] = share("shouting", request & written)
    flags["emergency"] = request & (tickets.priority == URGENT)
    ordinary = request & written & (tickets.priority < HIGH) & (tickets.entered >= ADVANCED - 1)
    flags["priority-by-staff"] = share("priority-by-staff", ordinary)
    flags["reopened"] = share("reopened", request & (rounds > 1))
    flags["unknown-status"] = share("unknown-status", advanced)
    flags["undated"] = share("undated", request & (flags["ending"] == CONFIRMED))


def _pauses(tickets: Tickets, ticket: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Per round: 0 answered at once, HOLD a holding reply first, THIRD a wait for somebody else first."""
    drawn = rng.random(len(ticket))
    advanced = tickets.department[ticket] == ADVANCED
    hold = np.where(advanced, RATES["holding"] * 1.6, RATES["holding"])
    pause = np.select([drawn < hold, drawn < hold + RATES["third-party"]], [HOLD, THIRD], 0)
    plain = (tickets.kind == REQUEST) & ~np.isin(tickets.channel, (CHAT, PHONE))
    return np.where(plain[ticket], pause, 0)


def _times(jobs: Jobs, tickets: Tickets, rng: np.random.Generator) -> None:
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


def _exceptions(jobs: Jobs, tickets: Tickets, rng: np.random.Generator) -> None:
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
