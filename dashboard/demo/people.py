"""Customers, their contacts with all kinds of faults, and the team, as numbers; names are put in when written."""

from dataclasses import dataclass

import numpy as np

from dashboard.demo.faults import RATES
from dashboard.demo.texts import DEPARTMENTS, names

DAY = 86400
CUSTOMER_KINDS = ("person", "company", "reseller")
ROLES = ("primary", "secondary", "other")
PHONES = ("none", "mobile", "mobile_plus", "mobile_plain", "landline", "landline_plus", "landline_trunk",
          "repairable", "placeholder", "toll_free", "capital", "short")  # fmt: skip
NONE, MOBILE, LANDLINE, REPAIRABLE, PLACEHOLDER = 0, 1, 4, 7, 8
"""Where each family of shapes begins."""
MAILS = ("plain", "own", "broken", "none")
PLAIN, OWN, BROKEN, NO_MAIL = range(4)
TEAM_SIZES = np.array([2, 3, 5, 4])
"""Agents per department for 20,000 tickets; more tickets, more agents."""
SERVED, SHARED_SHARE = 5, 6
"""Customers whom one shared person serves, and which part of the third persons is shared: a sixth."""


@dataclass
class People:
    """Customers and contacts in columns; the first contacts are the customers' primary ones, in order."""

    kind: np.ndarray
    weight: np.ndarray
    sites: np.ndarray
    created: np.ndarray
    updated: np.ndarray
    is_active: np.ndarray
    secondary: np.ndarray
    contact_customer: np.ndarray
    contact_role: np.ndarray
    first_name: np.ndarray
    last_name: np.ndarray
    mail: np.ndarray
    mail_number: np.ndarray
    phones: np.ndarray
    phone_numbers: np.ndarray
    area: np.ndarray
    has_whatsapp: np.ndarray
    has_left: np.ndarray
    contact_updated: np.ndarray
    contact_confirmed: np.ndarray

    def draw_customers(self, size: int, rng: np.random.Generator) -> np.ndarray:
        """Who writes: a few write much, resellers most."""
        shares = np.cumsum(self.weight)
        return np.searchsorted(shares, rng.random(size) * shares[-1]).clip(0, len(shares) - 1)

    def draw_contacts(self, customer: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The contact who writes: mostly the first, sometimes the second, nobody who has left if it can be helped."""
        second = self.secondary[customer]
        takes_second = (second >= 0) & ((rng.random(len(customer)) < 0.25) | self.has_left[customer])
        return np.where(takes_second, second, customer)


@dataclass(frozen=True)
class Agents:
    """The team: one lead per department first, then the agents, then the robots."""

    department: np.ndarray
    is_lead: np.ndarray
    is_robot: np.ndarray
    first_name: np.ndarray
    last_name: np.ndarray

    def of(self, department: int) -> np.ndarray:
        """The numbers of a department's agents, without the lead."""
        return np.flatnonzero((self.department == department) & ~self.is_lead & ~self.is_robot)


def team(tickets: int, rng: np.random.Generator) -> Agents:
    """As many agents as the tickets of 18 months need."""
    sizes = np.maximum(1, np.round(TEAM_SIZES * max(tickets, 4000) / 20_000)).astype(int)
    leads, robots = len(DEPARTMENTS), 2
    department = np.concatenate([np.arange(leads), np.repeat(np.arange(leads), sizes), [ROBOT_HOME, ROBOT_HOME]])
    size = len(department)
    place = np.arange(size)
    words = names()
    order = rng.permutation(len(words["first"]) * len(words["last"]))[:size] if size <= 7000 else place
    return Agents(
        department, place < leads, place >= size - robots, order % len(words["first"]), order // len(words["first"])
    )


ROBOT_HOME = DEPARTMENTS.index("Suporte técnico")


def draw(tickets: int, first: int, last: int, rng: np.random.Generator) -> People:
    """Customers enough for about five tickets each, and their contacts."""
    size = max(30, tickets // 5)
    kind = rng.choice(3, size, p=[0.42, 0.54, 0.04])
    weight = np.exp(rng.normal(0, 0.7, size)) * np.array([0.7, 1.1, 6.0])[kind]
    secondary, customer, role = _roles(size, rng)
    count = len(customer)
    phones, mail, left = _faults(size, secondary, role, customer, rng)
    updated, confirmed = _dates(size, last, rng)
    created = first - rng.integers(10 * DAY, 3000 * DAY, size)
    people = People(
        kind, weight, rng.choice([1, 2, 3, 4], size, p=[0.6, 0.25, 0.1, 0.05]) + 2 * (kind == 2), created,
        np.maximum(updated, created), rng.random(size) > 0.04, secondary, customer, role,
        rng.integers(0, len(names()["first"]), count), rng.integers(0, len(names()["last"]), count),
        mail, rng.integers(1, 990, count), phones, rng.integers(0, 10_000_000, (2, count)),
        rng.integers(0, len(names()["area_codes"]), size)[customer], rng.random(count) < 0.6, left,
        np.maximum(updated, created)[customer], confirmed[customer],
    )  # fmt: skip
    _repeat_first(people, rng)
    _serve_many(people)
    return people


def _roles(size: int, rng) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The secondary contact of each customer (or -1), and customer and role of every contact."""
    has_second = np.flatnonzero(rng.random(size) >= RATES["secondary-missing"])
    has_other = rng.choice(has_second, len(has_second) // 5, replace=False)
    has_other.sort()
    secondary = np.full(size, -1)
    secondary[has_second] = size + np.arange(len(has_second))
    customer = np.concatenate([np.arange(size), has_second, has_other])
    role = np.repeat([0, 1, 2], [size, len(has_second), len(has_other)])
    return secondary, customer, role


def _faults(size: int, secondary: np.ndarray, role: np.ndarray, customer: np.ndarray, rng):
    """Phones and e-mails by kind, and who has left. Who has a repairable number has a good e-mail: no doubt remains."""
    count = len(customer)
    mobile = MOBILE + rng.choice(3, count, p=[0.6, 0.25, 0.15])
    landline = LANDLINE + rng.choice(3, count, p=[0.7, 0.2, 0.1])
    drawn = rng.random(count)
    limit = np.cumsum([RATES["phone-repairable"], RATES["phone-invalid"], 0.05])
    invalid = PLACEHOLDER + rng.integers(0, 4, count)
    first = np.select([drawn < limit[0], drawn < limit[1], drawn < limit[2]], [REPAIRABLE, invalid, NONE], mobile)
    has_landline = rng.random(count) >= np.where(role == 0, RATES["landline-missing"], 0.9)
    phones = np.stack([first, np.where(has_landline, landline, NONE)])
    drawn = rng.random(count)
    broken, own = RATES["email-invalid"], RATES["email-hosted-here"]
    mail = np.select([drawn < broken, drawn < broken + own], [BROKEN, OWN], PLAIN)
    mail[(first == REPAIRABLE) & (mail == BROKEN)] = PLAIN
    left = (role == 2) & (rng.random(count) < 0.35) | (role == 1) & (rng.random(count) < RATES["departed-listed"])
    left |= (role == 0) & (secondary[customer] < 0) & (rng.random(count) < RATES["only-person-left"])
    lost = (rng.random(size) < RATES["unreachable"])[customer]
    phones[0, lost] = rng.choice([NONE, PLACEHOLDER, PLACEHOLDER + 1, PLACEHOLDER + 3], lost.sum())
    phones[1, lost] = NONE
    mail[lost] = rng.choice([BROKEN, NO_MAIL], lost.sum())
    return phones, mail, left


def _dates(size: int, last: int, rng) -> tuple[np.ndarray, np.ndarray]:
    """Last change and last confirmation (-1 = never): old for the share that nobody has confirmed for a year."""
    old = rng.random(size) < RATES["not-confirmed"]
    age = np.where(old, rng.integers(370, 1500, size), rng.integers(1, 360, size)) * DAY + rng.integers(0, DAY, size)
    confirmed = np.where(rng.random(size) < 0.5, last - age, -1)
    updated = last - age - rng.integers(0, 200 * DAY, size) * (confirmed > 0)
    return updated, confirmed


def _repeat_first(people: People, rng) -> None:
    """Some second persons repeat the first's numbers and e-mail."""
    owners = np.flatnonzero((people.secondary >= 0) & (rng.random(len(people.secondary)) < RATES["secondary-repeats"]))
    second = people.secondary[owners]
    for column in (people.phones, people.phone_numbers):
        column[:, second] = column[:, owners]
    for column in (people.mail, people.mail_number, people.first_name, people.last_name, people.has_left):
        column[second] = column[owners]


def _serve_many(people: People) -> None:
    """Some third persons are one and the same for several customers: an accountant, an agency."""
    others = np.flatnonzero(people.contact_role == 2)
    shared = others[: max(1, len(others) // SHARED_SHARE // SERVED * SERVED)]
    people.mail[shared], people.phones[0, shared], people.has_left[shared] = PLAIN, MOBILE, False
    owners = shared[: len(shared) // SERVED * SERVED : SERVED].repeat(SERVED)
    served = shared[: len(owners)]
    people.phone_numbers[:, served] = people.phone_numbers[:, owners]
    for column in (people.mail_number, people.first_name, people.last_name, people.area):
        column[served] = column[owners]
