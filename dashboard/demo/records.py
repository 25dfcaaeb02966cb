"""The account of the contact records: which customer's record breaks which rule."""

import numpy as np

from dashboard.demo.people import BROKEN, LANDLINE, MOBILE, NO_MAIL, NONE, OWN, PLACEHOLDER, REPAIRABLE, People

YEAR = 365 * 86400


def broken(people: People, last: int) -> dict[str, np.ndarray]:
    """Rule → a flag for each customer. Who has left makes nobody reachable; the first two persons are responsible."""
    present = ~people.has_left
    mobile = (people.phones >= MOBILE) & (people.phones < LANDLINE)
    landline = (people.phones >= LANDLINE) & (people.phones < REPAIRABLE)
    valid_mail = (people.mail != BROKEN) & (people.mail != NO_MAIL)
    reachable = (mobile.any(axis=0) | landline.any(axis=0) | valid_mail) & present
    has_second = people.secondary >= 0
    second = np.maximum(people.secondary, 0)
    first = np.arange(len(has_second))
    repeats = _repeats(people, second, first)
    changed = np.maximum(people.contact_updated, people.contact_confirmed)[first]

    def some(flag: np.ndarray) -> np.ndarray:
        return np.bincount(people.contact_customer, weights=flag, minlength=len(first)) > 0

    return {
        "unreachable": ~some(reachable),
        "landline-missing": ~some(landline.any(axis=0) & present),
        "mobile-missing": ~some(mobile.any(axis=0) & present),
        "secondary-missing": ~has_second | repeats | people.has_left[second] | people.has_left[first],
        "departed-listed": some(people.has_left),
        "email-invalid": some(people.mail == BROKEN),
        "email-hosted-here": some(people.mail == OWN),
        "phone-invalid": some((people.phones >= PLACEHOLDER).any(axis=0)),
        "phone-repairable": some((people.phones == REPAIRABLE).any(axis=0)),
        "not-confirmed": changed < last - YEAR,
    }


def _repeats(people: People, second: np.ndarray, first: np.ndarray) -> np.ndarray:
    """True where the second person's numbers and e-mail are written as the first's; two empty cells are alike."""

    def same(column: np.ndarray) -> np.ndarray:
        return column[..., second] == column[..., first]

    fixed = (people.phones[:, second] == NONE) | (people.phones[:, second] == PLACEHOLDER)
    phones = (same(people.phones) & (fixed | same(people.phone_numbers))).all(axis=0)
    named = same(people.first_name) & same(people.last_name) & same(people.mail_number)
    return phones & same(people.mail) & ((people.mail[second] == NO_MAIL) | named)
