"""When tickets come in and what they are about, before anybody has touched them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from dashboard.demo.calendar import Calendar
from dashboard.demo.faults import RATES
from dashboard.demo.people import People
from dashboard.demo.texts import ADVANCED, Texts
from dashboard.settings import Settings

HOUR, DAY = 3600, 86400
KINDS = ("request", "duplicate", "parallel", "notice", "spam", "test", "monitoring", "recorded")
REQUEST, DUPLICATE, PARALLEL, NOTICE, SPAM, TEST, MONITORING, RECORDED = range(len(KINDS))
CHANNELS = ("email", "web", "whatsapp", "chat", "messenger", "phone")
EMAIL, WEB, WHATSAPP, CHAT, MESSENGER, PHONE = range(len(CHANNELS))
PRIORITIES = ("Normal", "Baixa", "Alta", "Urgente")
# Share of a day's arrivals by local hour: a night, a morning wave, lunch, an afternoon that fades.
HOURS = np.array([4, 2, 2, 1, 1, 3, 8, 22, 55, 98, 112, 100, 70, 78, 98, 96, 88, 70, 46, 34, 28, 24, 16, 9], dtype=float)
WEEKDAYS = np.array([1.18, 1.06, 1.0, 0.98, 0.92, 0.34, 0.24])


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

    def __len__(self) -> int:
        return len(self.opened)


def wave(days_back: np.ndarray) -> np.ndarray:
    """How busy a day is against the average: seasons told from the end, so that every demo shows them."""
    swell = 1 + 0.06 * np.sin((days_back + 22) / 11)
    slow = 1 - 0.22 * np.exp(-(((days_back - 300) / 30) ** 2))
    busy = 1 + 0.16 * np.exp(-(((days_back - 205) / 18) ** 2))
    incidents = 1 + 1.0 * ((days_back > 118) & (days_back <= 121)) + 0.7 * ((days_back > 31) & (days_back <= 33))
    return swell * slow * busy * incidents


def moments(count: int, first: int, last: int, settings: Settings, calendar: Calendar, rng) -> np.ndarray:
    """``count`` opening times between two moments, in order: by hour, weekday, holiday and wave."""
    cells = np.arange(first // HOUR + 1, last // HOUR) * HOUR
    local = [datetime.fromtimestamp(cell, UTC).astimezone(settings.zone) for cell in cells.tolist()]
    hours, weekdays = np.array([one.hour for one in local]), np.array([one.weekday() for one in local])
    days = np.array([one.toordinal() for one in local])
    is_working_day = np.isin(days, np.unique(days[calendar.is_open(cells)]))
    day_weight = np.where(is_working_day, WEEKDAYS[weekdays], np.minimum(WEEKDAYS[weekdays], 0.4))
    noise = np.exp(rng.normal(0, 0.1, days.max() - days.min() + 1))[days - days.min()]
    weights = HOURS[hours] * day_weight * noise * wave((last - cells) / DAY)
    counts = rng.multinomial(count, weights / weights.sum())
    return np.sort(np.repeat(cells, counts) + rng.integers(0, HOUR, count))


def draw(count: int, first: int, last: int, people: People, texts: Texts, settings: Settings,
         calendar: Calendar, rng: np.random.Generator) -> Tickets:  # fmt: skip
    """All tickets: the requests, what is none, and the second tickets about a first one's matter."""
    doubles, threads = (round(count * RATES[rule]) for rule in ("duplicate-subject", "parallel-thread"))
    size = count - doubles - threads
    opened = moments(size, first, last, settings, calendar, rng)
    kind = _kinds(opened, last, calendar, rng)
    opened = np.where(kind == NOTICE, calendar.later(opened, rng.integers(0, 2 * HOUR, size)), opened)
    customer = people.draw_customers(size, rng)
    topic = _topics(opened, customer, last, texts, rng)
    tickets = Tickets(
        opened, kind, topic, _channels(opened, topic, kind, calendar, texts, rng), customer,
        people.draw_contacts(customer, rng), rng.integers(0, 5, size) % people.sites[customer],
        texts.subject_pools["topic"].pick(rng, size, topic), texts.pools["openings"].pick(rng, size, topic),
        _priorities(topic, texts, rng), texts.departments[topic], texts.departments[topic], np.full(size, -1),
    )  # fmt: skip
    _strangers(tickets, texts, rng)
    _route(tickets, rng)
    _second_tickets(tickets, doubles, threads, last, texts, rng)
    return tickets


def _kinds(opened: np.ndarray, last: int, calendar: Calendar, rng) -> np.ndarray:
    drawn = rng.random(len(opened))
    kind = np.zeros(len(opened), dtype=np.int8)
    above = 0.0
    for code in (SPAM, TEST, MONITORING, NOTICE, RECORDED):
        rule = "recorded-afterwards" if code == RECORDED else KINDS[code]
        kind[(drawn >= above) & (drawn < above + RATES[rule])] = code
        above += RATES[rule]
    kind[(kind == NOTICE) & (opened > last - 6 * DAY)] = REQUEST
    kind[(kind == RECORDED) & ~calendar.is_open(opened)] = REQUEST
    return kind


def _topics(opened: np.ndarray, customer: np.ndarray, last: int, texts: Texts, rng) -> np.ndarray:
    """A topic each; half of an incident's tickets are about it; no customer asks the same twice in a row."""
    topic = rng.choice(len(texts.weights), len(opened), p=texts.weights / texts.weights.sum())
    for _ in range(2):
        order = np.lexsort((opened, customer))
        again = (customer[order][1:] == customer[order][:-1]) & (topic[order][1:] == topic[order][:-1])
        close = again & (np.diff(opened[order]) < 30 * DAY)
        topic[order[1:][close]] = (topic[order[1:][close]] + 1) % len(texts.weights)
    days_back = (last - opened) / DAY
    in_incident = ((days_back > 118) & (days_back <= 121)) | ((days_back > 31) & (days_back <= 33))
    topic[in_incident & (rng.random(len(opened)) < 0.45)] = texts.keys.index("outage")
    return topic


def _channels(opened: np.ndarray, topic: np.ndarray, kind: np.ndarray, calendar: Calendar, texts: Texts, rng) -> np.ndarray:
    """Second-level matters come written, but for the share that breaks the rule; calls come in opening hours."""
    size = len(opened)
    channel = rng.choice(6, size, p=[0.42, 0.37, 0.09, 0.06, 0.02, 0.04])
    advanced = texts.departments[topic] == ADVANCED
    wrong = advanced & (rng.random(size) < RATES["wrong-channel"])
    channel = np.where(advanced, rng.integers(0, 2, size), channel)
    channel = np.where(wrong, rng.choice([WHATSAPP, CHAT, MESSENGER], size), channel)
    live = (channel == CHAT) | (channel == PHONE)
    channel = np.where(live & ~calendar.is_open(opened), np.where(advanced, WHATSAPP, WEB), channel)
    channel = np.where(kind == RECORDED, PHONE, channel)
    return np.where((kind == REQUEST) | (kind == RECORDED), channel, EMAIL).astype(np.int8)


def _priorities(topic: np.ndarray, texts: Texts, rng) -> np.ndarray:
    priority = rng.choice(3, len(topic), p=[0.84, 0.07, 0.09])
    emergency = (topic == texts.keys.index("outage")) & (rng.random(len(topic)) < RATES["emergency"])
    return np.where(emergency, 3, priority).astype(np.int8)


def _strangers(tickets: Tickets, texts: Texts, rng) -> None:
    """Notices, spam, tests and alerts have texts of their own; some writers are in no record."""
    for code, use in ((NOTICE, "notice"), (SPAM, "spam"), (TEST, "test"), (MONITORING, "monitoring")):
        chosen = np.flatnonzero(tickets.kind == code)
        tickets.text[chosen] = texts.pools[use].pick(rng, len(chosen))
        tickets.subject[chosen] = texts.subject_pools[use].pick(rng, len(chosen))
        tickets.priority[chosen] = 0
    orphan = (rng.random(len(tickets)) < RATES["orphan-ticket-contact"]) & (tickets.kind == REQUEST)
    orphan &= tickets.channel == EMAIL
    tickets.contact[orphan] = -1


def _route(tickets: Tickets, rng) -> None:
    """Which department a ticket enters first: some knock at the wrong door, some need the second level."""
    size = len(tickets)
    plain = (tickets.kind == REQUEST) & (tickets.channel <= WEB)
    up = plain & (tickets.department == ADVANCED - 1) & (tickets.priority < 3)
    tickets.department[up & (rng.random(size) < RATES["transfer-advanced"])] = ADVANCED
    through_first = plain & (tickets.department == ADVANCED) & (rng.random(size) < 0.35)
    tickets.entered[through_first] = ADVANCED - 1
    wrong_door = plain & (tickets.entered > 0) & (tickets.entered < ADVANCED)
    wrong_door &= (tickets.entered == tickets.department) & (rng.random(size) < RATES["transfer-misrouted"])
    tickets.entered[wrong_door] = rng.integers(0, np.maximum(tickets.entered[wrong_door], 1))


def _second_tickets(tickets: Tickets, doubles: int, threads: int, last: int, texts: Texts, rng) -> None:
    """Append the duplicates and the parallel threads; the latter's opening is known once they are served."""
    simple = (tickets.kind == REQUEST) & (tickets.channel <= WEB) & (tickets.priority < 3) & (tickets.contact >= 0)
    firsts = rng.choice(np.flatnonzero(simple & (tickets.opened < last - DAY)), doubles, replace=False)
    early = simple & (tickets.opened < last - 60 * DAY)
    early[firsts] = False
    waiting = rng.choice(np.flatnonzero(early), threads, replace=False)
    parent = np.concatenate([firsts, waiting])
    gap = np.exp(rng.normal(np.log(2 * HOUR), 1.0, doubles)).clip(5 * 60, 20 * HOUR).astype(np.int64)
    size = len(tickets)
    for name in ("opened", "topic", "channel", "customer", "contact", "site", "subject", "text", "department"):
        column = getattr(tickets, name)
        setattr(tickets, name, np.concatenate([column, column[parent]]))
    tickets.kind = np.concatenate([tickets.kind, np.repeat([DUPLICATE, PARALLEL], [doubles, threads])]).astype(np.int8)
    tickets.priority = np.concatenate([tickets.priority, np.zeros(len(parent), dtype=np.int8)])
    tickets.entered = np.concatenate([tickets.entered, tickets.entered[firsts], tickets.department[waiting]])
    tickets.parent = np.concatenate([tickets.parent, parent])
    tickets.opened[size : size + doubles] += gap
    thread = slice(size + doubles, None)
    tickets.channel[thread] = EMAIL
    tickets.text[thread] = texts.pools["parallel"].pick(rng, threads)
    tickets.subject[thread] = texts.subject_pools["parallel"].pick(rng, threads)
    # A duplicate goes through the same doors as its first; nobody transfers a thread again.
    tickets.department[size : size + doubles] = tickets.entered[firsts]
