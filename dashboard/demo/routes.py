"""Which door a ticket comes through: strangers, wrong departments, the second level, and second tickets."""

import numpy as np

from dashboard.demo.faults import RATES
from dashboard.demo.scene import Scene
from dashboard.demo.texts import ADVANCED
from dashboard.demo.tickets import (
    DAY,
    DUPLICATE,
    EMAIL,
    HOUR,
    KINDS,
    MONITORING,
    NOTICE,
    PARALLEL,
    REQUEST,
    SPAM,
    TEST,
    URGENT,
    WEB,
    Tickets,
)


def strangers(tickets: Tickets, scene: Scene, rng: np.random.Generator) -> None:
    """Notices, spam, tests and alerts have texts of their own; some writers are in no record."""
    for code in (NOTICE, SPAM, TEST, MONITORING):
        chosen = np.flatnonzero(tickets.kind == code)
        tickets.text[chosen] = scene.texts.pools[KINDS[code]].pick(rng, len(chosen))
        tickets.subject[chosen] = scene.texts.subject_pools[KINDS[code]].pick(rng, len(chosen))
        tickets.priority[chosen] = 0
    orphan = (rng.random(len(tickets)) < RATES["orphan-ticket-contact"]) & (tickets.kind == REQUEST)
    tickets.contact[orphan & (tickets.channel == EMAIL)] = -1


def route(tickets: Tickets, rng: np.random.Generator) -> None:
    """Which department a ticket enters first: some knock at the wrong door, some need the second level."""
    size = len(tickets)
    plain = (tickets.kind == REQUEST) & (tickets.channel <= WEB)
    up = plain & (tickets.department == ADVANCED - 1) & (tickets.priority < URGENT)
    tickets.department[up & (rng.random(size) < RATES["transfer-advanced"])] = ADVANCED
    through_first = plain & (tickets.department == ADVANCED) & (rng.random(size) < 0.35)
    tickets.entered[through_first] = ADVANCED - 1
    wrong_door = plain & (tickets.entered > 0) & (tickets.entered < ADVANCED)
    wrong_door &= (tickets.entered == tickets.department) & (rng.random(size) < RATES["transfer-misrouted"])
    tickets.entered[wrong_door] = rng.integers(0, np.maximum(tickets.entered[wrong_door], 1))


def second_tickets(tickets: Tickets, doubles: int, threads: int, scene: Scene, rng: np.random.Generator) -> None:
    """Append the duplicates and the parallel threads; the latter's opening is known once they are served."""
    simple = (tickets.kind == REQUEST) & (tickets.channel <= WEB) & (tickets.priority < URGENT) & (tickets.contact >= 0)
    firsts = rng.choice(np.flatnonzero(simple & (tickets.opened < scene.last - DAY)), doubles, replace=False)
    early = simple & (tickets.opened < scene.last - 60 * DAY)
    early[firsts] = False
    waiting = rng.choice(np.flatnonzero(early), threads, replace=False)
    parent = np.concatenate([firsts, waiting])
    size = len(tickets)
    for name in ("opened", "topic", "channel", "customer", "contact", "site", "subject", "text", "department"):
        column = getattr(tickets, name)
        setattr(tickets, name, np.concatenate([column, column[parent]]))
    tickets.kind = np.concatenate([tickets.kind, np.repeat([DUPLICATE, PARALLEL], [doubles, threads])]).astype(np.int8)
    tickets.priority = np.concatenate([tickets.priority, np.zeros(len(parent), dtype=np.int8)])
    tickets.entered = np.concatenate([tickets.entered, tickets.entered[firsts], tickets.department[waiting]])
    tickets.parent = np.concatenate([tickets.parent, parent])
    # A duplicate goes through the same door as its first, and no further; nobody transfers a thread again.
    double, thread = slice(size, size + doubles), slice(size + doubles, None)
    gap = np.exp(rng.normal(np.log(2 * HOUR), 1.0, doubles)).clip(5 * 60, 20 * HOUR)
    tickets.opened[double] += gap.astype(np.int64)
    tickets.department[double] = tickets.entered[firsts]
    tickets.channel[thread] = EMAIL
    tickets.text[thread] = scene.texts.pools["parallel"].pick(rng, threads)
    tickets.subject[thread] = scene.texts.subject_pools["parallel"].pick(rng, threads)
