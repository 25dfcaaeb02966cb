"""When tickets come in and what they are about, before anybody has touched them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from dashboard.demo.faults import RATES
from dashboard.demo.scene import Scene
from dashboard.demo.texts import ADVANCED

HOUR, DAY = 3600, 86400
KINDS = ("request", "duplicate", "parallel", "notice", "spam", "test", "monitoring", "recorded")
REQUEST, DUPLICATE, PARALLEL, NOTICE, SPAM, TEST, MONITORING, RECORDED = range(len(KINDS))
CHANNELS = ("email", "web", "whatsapp", "chat", "messenger", "phone")
EMAIL, WEB, WHATSAPP, CHAT, MESSENGER, PHONE = range(len(CHANNELS))
PRIORITIES = ("Normal", "Baixa", "Alta", "Urgente")
HIGH, URGENT = 2, 3
# Share of a day's arrivals by local hour: a night, a morning wave, lunch, an afternoon that fades.
HOURS = np.array([4, 2, 2, 1, 1, 3, 8, 22, 55, 98, 112, 100, 70, 78, 98, 96, 88, 66, 36, 26, 22, 18, 12, 7])
WEEKDAYS = np.array([1.1, 1.05, 1.0, 1.0, 0.95, 0.2, 0.13])


@dataclass
class Tickets:
    """Columns of the tickets as numbers; ``flags`` tells what was planted in which."""

    opened: np.ndarray
    kind: np.ndarray
    topic: np.ndarray
    channel: np.ndarray
    customer: np.ndarray
    contact: np.ndarray
    site: np.ndarray
    subject: np.ndarray
    text: np.ndarray
    priority: np.ndarray
    entered: np.ndarray
    department: np.ndarray
    parent: np.ndarray
    flags: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def raised_priority(self) -> np.ndarray:
        """The priority that an agent who favours a ticket gives it."""
        return HIGH + np.arange(len(self)) % 2

    def __len__(self) -> int:
        return len(self.opened)


def in_incident(days_back: np.ndarray) -> np.ndarray:
    """The days of the two incidents: three days a season ago, two last month."""
    return ((days_back > 118) & (days_back <= 121)) | ((days_back > 31) & (days_back <= 33))


def wave(days_back: np.ndarray) -> np.ndarray:
    """How busy a day is against the average: seasons told from the end, so that every demo shows them."""
    swell = 1 + 0.04 * np.sin((days_back + 22) / 11)
    slow = 1 - 0.22 * np.exp(-(((days_back - 300) / 30) ** 2))
    busy = 1 + 0.13 * np.exp(-(((days_back - 205) / 18) ** 2))
    return swell * slow * busy * np.where(in_incident(days_back), np.where(days_back > 100, 2.0, 1.7), 1.0)


def moments(count: int, scene: Scene, rng: np.random.Generator) -> np.ndarray:
    """``count`` opening times within the period, in order: by hour, weekday, holiday and wave."""
    cells = np.arange(scene.first // HOUR + 1, scene.last // HOUR) * HOUR
    local = [datetime.fromtimestamp(cell, UTC).astimezone(scene.settings.zone) for cell in cells.tolist()]
    hours, weekdays = np.array([one.hour for one in local]), np.array([one.weekday() for one in local])
    days = np.array([one.toordinal() for one in local])
    is_working_day = np.isin(days, np.unique(days[scene.first_line.is_open(cells)]))
    day_weight = np.where(is_working_day, WEEKDAYS[weekdays], np.minimum(WEEKDAYS[weekdays], 0.4))
    noise = np.exp(rng.normal(0, 0.07, days.max() - days.min() + 1))[days - days.min()]
    weights = HOURS[hours] * day_weight * noise * wave((scene.last - cells) / DAY)
    counts = rng.multinomial(count, weights / weights.sum())
    return np.sort(np.repeat(cells, counts) + rng.integers(0, HOUR, count))


def draw(scene: Scene, rng: np.random.Generator) -> Tickets:
    """All tickets: the requests, what is none, and the second tickets about a first one's matter."""
    doubles, threads = (round(scene.count * RATES[rule]) for rule in ("duplicate-subject", "parallel-thread"))
    size = scene.count - doubles - threads
    opened = moments(size, scene, rng)
    kind = _kinds(opened, scene, rng)
    opened = np.where(kind == NOTICE, scene.first_line.later(opened, rng.integers(0, 2 * HOUR, size)), opened)
    customer = scene.people.draw_customers(size, rng)
    topic = _topics(opened, customer, scene, rng)
    department = scene.texts.departments[topic]
    tickets = Tickets(
        opened=opened,
        kind=kind,
        topic=topic,
        channel=_channels(opened, department, kind, scene, rng),
        customer=customer,
        contact=scene.people.draw_contacts(customer, rng),
        site=rng.integers(0, 5, size) % scene.people.sites[customer],
        subject=scene.texts.subject_pools["topic"].pick(rng, size, topic),
        text=scene.texts.pools["openings"].pick(rng, size, topic),
        priority=_priorities(topic, scene, rng),
        entered=department.copy(),
        department=department.copy(),
        parent=np.full(size, -1),
    )
    _strangers(tickets, scene, rng)
    _route(tickets, rng)
    _second_tickets(tickets, doubles, threads, scene, rng)
    return tickets


def _kinds(opened: np.ndarray, scene: Scene, rng: np.random.Generator) -> np.ndarray:
    drawn = rng.random(len(opened))
    kind = np.zeros(len(opened), dtype=np.int8)
    above = 0.0
    for code in (SPAM, TEST, MONITORING, NOTICE, RECORDED):
        rate = RATES["recorded-afterwards" if code == RECORDED else KINDS[code]]
        kind[(drawn >= above) & (drawn < above + rate)] = code
        above += rate
    kind[(kind == NOTICE) & (opened > scene.last - 6 * DAY)] = REQUEST
    kind[(kind == RECORDED) & ~scene.first_line.is_open(opened)] = REQUEST
    return kind


def _topics(opened: np.ndarray, customer: np.ndarray, scene: Scene, rng: np.random.Generator) -> np.ndarray:
    """A topic each; half of an incident's tickets are about it; no customer asks the same twice in a row."""
    weights = scene.texts.weights
    topic = rng.choice(len(weights), len(opened), p=weights / weights.sum())
    for _ in range(2):
        order = np.lexsort((opened, customer))
        again = (customer[order][1:] == customer[order][:-1]) & (topic[order][1:] == topic[order][:-1])
        close = again & (np.diff(opened[order]) < 30 * DAY)
        topic[order[1:][close]] = (topic[order[1:][close]] + 1) % len(weights)
    hit = in_incident((scene.last - opened) / DAY) & (rng.random(len(opened)) < 0.45)
    topic[hit] = scene.texts.keys.index("outage")
    return topic


def _channels(opened, department, kind, scene: Scene, rng: np.random.Generator) -> np.ndarray:
    """Second-level matters come written, but for the share that breaks the rule; calls come in opening hours."""
    size = len(opened)
    channel = rng.choice(6, size, p=[0.42, 0.37, 0.09, 0.06, 0.02, 0.04])
    advanced = department == ADVANCED
    wrong = advanced & (rng.random(size) < RATES["wrong-channel"])
    channel = np.where(advanced, rng.integers(0, 2, size), channel)
    channel = np.where(wrong, rng.choice([WHATSAPP, CHAT, MESSENGER], size), channel)
    live = (channel == CHAT) | (channel == PHONE)
    channel = np.where(live & ~scene.first_line.is_open(opened), np.where(advanced, WHATSAPP, WEB), channel)
    channel = np.where(kind == RECORDED, PHONE, channel)
    return np.where((kind == REQUEST) | (kind == RECORDED), channel, EMAIL).astype(np.int8)


def _priorities(topic: np.ndarray, scene: Scene, rng: np.random.Generator) -> np.ndarray:
    priority = rng.choice(3, len(topic), p=[0.84, 0.07, 0.09])
    outage = topic == scene.texts.keys.index("outage")
    return np.where(outage & (rng.random(len(topic)) < RATES["emergency"]), URGENT, priority).astype(np.int8)


def _strangers(tickets: Tickets, scene: Scene, rng: np.random.Generator) -> None:
    """Notices, spam, tests and alerts have texts of their own; some writers are in no record."""
    for code in (NOTICE, SPAM, TEST, MONITORING):
        chosen = np.flatnonzero(tickets.kind == code)
        tickets.text[chosen] = scene.texts.pools[KINDS[code]].pick(rng, len(chosen))
        tickets.subject[chosen] = scene.texts.subject_pools[KINDS[code]].pick(rng, len(chosen))
        tickets.priority[chosen] = 0
    orphan = (rng.random(len(tickets)) < RATES["orphan-ticket-contact"]) & (tickets.kind == REQUEST)
    tickets.contact[orphan & (tickets.channel == EMAIL)] = -1


def _route(tickets: Tickets, rng: np.random.Generator) -> None:
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


def _second_tickets(tickets: Tickets, doubles: int, threads: int, scene: Scene, rng: np.random.Generator) -> None:
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
