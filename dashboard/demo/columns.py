"""The numbers as Arrow tables, as DuckDB takes them; what a number stands for is in the word lists."""

import numpy as np
import pyarrow as pa

from dashboard.demo import events as codes
from dashboard.demo import tickets as kinds
from dashboard.demo.endings import Ratings
from dashboard.demo.outcome import Present
from dashboard.demo.people import CUSTOMER_KINDS, PHONES, ROLES, Agents, People
from dashboard.demo.texts import DEPARTMENTS, Texts, comments, names


def _moments(seconds: np.ndarray) -> pa.Array:
    """UTC seconds as timestamps; negative = empty."""
    return pa.array((seconds * 1_000_000).view("datetime64[us]"), type=pa.timestamp("us", "UTC"), mask=seconds < 0)


def lists(texts: Texts) -> dict[str, pa.Table]:
    """The numbered words by the name of their list, each a table (place, word)."""
    known = {
        "bodies": texts.bodies,
        "subjects": texts.subjects,
        "categories": texts.categories,
        "comments": comments()[0],
        "departments": DEPARTMENTS,
        "channels": kinds.CHANNELS,
        "priorities": kinds.PRIORITIES,
        "statuses": codes.STATUSES,
        "event_kinds": codes.EVENT_KINDS,
        "authors": codes.AUTHORS,
        "customer_kinds": CUSTOMER_KINDS,
        "contact_roles": ROLES,
        "phone_kinds": PHONES,
        "link": (texts.link,),
    }
    return {
        f"list_{name}": pa.table({"place": np.arange(len(words)), "word": [str(one) for one in words]})
        for name, words in (known | names()).items()
    }


def customers(people: People) -> pa.Table:
    """One row per customer."""
    return pa.table(
        {
            "customer": np.arange(len(people.kind)),
            "kind": people.kind,
            "created_at": _moments(people.created),
            "updated_at": _moments(people.updated),
            "is_active": people.is_active,
        }
    )


def contacts(people: People) -> pa.Table:
    """One row per contact, both phones beside each other."""
    plain = ("first_name", "last_name", "mail", "mail_number", "area", "has_whatsapp", "has_left")
    return pa.table(
        {
            "contact": np.arange(len(people.contact_customer)),
            "customer": people.contact_customer,
            "role": people.contact_role,
            **{name: getattr(people, name) for name in plain},
            "phone_1": people.phones[0],
            "phone_2": people.phones[1],
            "number_1": people.phone_numbers[0],
            "number_2": people.phone_numbers[1],
            "updated_at": _moments(people.contact_updated),
            "confirmed_at": _moments(people.contact_confirmed),
        }
    )


def agents(crew: Agents) -> pa.Table:
    """One row per agent."""
    plain = ("department", "is_lead", "is_robot", "first_name", "last_name")
    return pa.table({"agent": np.arange(len(crew.department)), **{name: getattr(crew, name) for name in plain}})


def tickets(story: codes.Story, present: Present, numbers: np.ndarray) -> pa.Table:
    """One row per ticket; ``numbers`` are the ids."""
    own = story.tickets
    plain = ("customer", "contact", "site", "subject", "channel", "topic", "kind")
    moments = ("first_response", "resolved", "due", "closed", "updated")
    by_us = (own.channel == kinds.PHONE) | (own.kind == kinds.NOTICE)
    raised = own.flags["priority-by-staff"] & (present.agent >= 0)
    return pa.table(
        {
            "ticket": np.arange(len(own)),
            "number": numbers,
            "first_number": np.where(own.parent >= 0, numbers[np.maximum(own.parent, 0)], 0),
            **{name: getattr(own, name) for name in plain},
            "shouted": own.flags["shouting"],
            "priority": np.where(raised, own.raised_priority, own.priority),
            "set_by_agent": raised,
            "opened_by": np.select([by_us, own.kind == kinds.MONITORING], [1, 2], 0),
            "opened_at": _moments(own.opened),
            "department": present.department,
            "agent": present.agent,
            "status": present.status,
            "closed_by": present.closed_by,
            "is_merged": present.status == codes.STATUS_MERGED,
            **{f"{name}_at": _moments(getattr(present, name)) for name in moments},
        }
    )


def feedback(ratings: Ratings) -> pa.Table:
    """One row per rating, in the order in which they were given."""
    order = np.argsort(ratings.given, kind="stable")
    return pa.table(
        {
            "rating": np.arange(len(order)),
            "ticket": ratings.ticket[order],
            "asked_at": _moments(ratings.asked[order]),
            "given_at": _moments(ratings.given[order]),
            "score": ratings.score[order],
            "comment": ratings.comment[order],
        }
    )


def events(told: dict[str, np.ndarray]) -> pa.Table:
    """One row per event, with its place within the ticket."""
    plain = ("kind", "author", "agent", "status", "department", "priority", "text", "style", "attachment")
    ticket = told["ticket"]
    starts = np.flatnonzero(np.concatenate([[True], ticket[1:] != ticket[:-1]]))
    sequence = np.arange(1, len(ticket) + 1) - np.repeat(starts, np.diff(np.append(starts, len(ticket))))
    return pa.table(
        {
            "ticket": ticket,
            **{name: told[name] for name in plain},
            "sequence": sequence.astype(np.int32),
            "occurred_at": _moments(told["moment"]),
        }
    )
