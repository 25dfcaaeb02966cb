"""When tickets come in and what they are about, before anybody has touched them."""

from datetime import UTC, datetime

import numpy as np

from dashboard.demo import routes
from dashboard.demo.faults import RATES
from dashboard.demo.scene import Scene
from dashboard.demo.texts import ADVANCED
from dashboard.demo.tickets import (
    CHAT,
    DAY,
    EMAIL,
    HOUR,
    KINDS,
    MESSENGER,
    MONITORING,
    NOTICE,
    PHONE,
    RECORDED,
    REQUEST,
    SPAM,
    TEST,
    URGENT,
    WEB,
    WHATSAPP,
    Tickets,
)

# Share of a day's arrivals by local hour: a night, a morning wave, lunch, an afternoon that fades.
HOURS = np.array([4, 2, 2, 1, 1, 3, 8, 22, 55, 98, 112, 100, 70, 78, 98, 96, 88, 66, 36, 26, 22, 18, 12, 7])
WEEKDAYS = np.array([1.1, 1.05, 1.0, 1.0, 0.95, 0.2, 0.13])


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
    routes.strangers(tickets, scene, rng)
    routes.route(tickets, rng)
    routes.second_tickets(tickets, doubles, threads, scene, rng)
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
