"""The account of the contact records: which customer's record breaks which rule."""

import numpy as np

from dashboard.demo.people import BROKEN, LANDLINE, MOBILE, NO_MAIL, OWN, PLACEHOLDER, REPAIRABLE, People

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
    repeats = (people.phone_numbers[:, second] == people.phone_numbers[:, first]).all(axis=0)
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
