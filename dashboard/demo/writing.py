"""From numbers to the export: DuckDB joins the texts and names and writes one Parquet file per table."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from dashboard.demo import arrivals, conversation
from dashboard.demo.endings import Ratings
from dashboard.demo.outcome import Present
from dashboard.demo.people import CUSTOMER_KINDS, MAILS, PHONES, ROLES, Agents, People
from dashboard.demo.texts import DEPARTMENTS, comments, names

SQL = Path(__file__).with_name("sql")
TABLES = ("customers", "contacts", "agents", "tickets", "ticket_events", "feedback")
MEMORY_LIMIT = "2GB"


def ids(tickets: arrivals.Tickets) -> np.ndarray:
    """The number of each ticket: in order of opening, from 1."""
    numbers = np.empty(len(tickets), dtype=np.int64)
    numbers[np.argsort(tickets.opened, kind="stable")] = np.arange(1, len(tickets) + 1)
    return numbers


def write(folder: Path, story: conversation.Story, events: dict[str, np.ndarray], present: Present, ratings: Ratings,
          people: People, agents: Agents, as_of: datetime, progress: Callable[[float], None]) -> None:  # fmt: skip
    """Write all tables and ``export.toml`` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "autoinstall_known_extensions": False}) as db:
        db.execute("set TimeZone = 'UTC'")
        _register(db, _lists(story))
        _register(db, {"raw_customers": _customers(people), "raw_contacts": _contacts(people), "raw_agents": _agents(agents)})
        _register(db, {"raw_tickets": _tickets(story, present), "raw_feedback": _feedback(story, ratings)})
        _register(db, {"raw_events": _events(events)})
        for name in ("people", "ticket_names"):
            db.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))
        for place, table in enumerate(TABLES):
            query = (SQL / f"{table}.sql").read_text(encoding="utf-8")
            target = str(folder / f"{table}.parquet").replace("'", "''")
            db.execute(f"copy ({query}) to '{target}' (format parquet, compression zstd)")
            progress((place + 1) / len(TABLES))
    said = as_of.astimezone(UTC).isoformat()
    (folder / "export.toml").write_text(f'exported_at = {said}\nsource = "demo"\nis_demo = true\n', encoding="utf-8")


def _register(db: duckdb.DuckDBPyConnection, tables: dict[str, pa.Table]) -> None:
    for name, table in tables.items():
        db.register(name, table)


def _moments(seconds: np.ndarray) -> pa.Array:
    """UTC seconds as timestamps; negative = empty."""
    return pa.array((seconds * 1_000_000).view("datetime64[us]"), type=pa.timestamp("us", "UTC"), mask=seconds < 0)


def _lists(story: conversation.Story) -> dict[str, pa.Table]:
    """The numbered words, each as a table (place, word)."""
    texts, words = story.texts, names()
    lists = {
        "bodies": texts.bodies, "subjects": texts.subjects, "categories": texts.categories, "comments": comments()[0],
        "departments": DEPARTMENTS, "channels": arrivals.CHANNELS, "priorities": arrivals.PRIORITIES,
        "statuses": conversation.STATUSES, "event_kinds": conversation.EVENT_KINDS, "authors": conversation.AUTHORS,
        "customer_kinds": CUSTOMER_KINDS, "contact_roles": ROLES, "phone_kinds": PHONES, "mail_kinds": MAILS,
        "link": (texts.link,), **words,
    }  # fmt: skip
    return {
        f"list_{name}": pa.table({"place": np.arange(len(words), dtype=np.int64), "word": [str(one) for one in words]})
        for name, words in lists.items()
    }


def _customers(people: People) -> pa.Table:
    count = np.arange(len(people.kind))
    return pa.table({
        "customer": count, "kind": people.kind, "created_at": _moments(people.created), "updated_at": _moments(people.updated),
        "is_active": people.is_active,
    })  # fmt: skip


def _contacts(people: People) -> pa.Table:
    return pa.table({
        "contact": np.arange(len(people.contact_customer)), "customer": people.contact_customer, "role": people.contact_role,
        "first_name": people.first_name, "last_name": people.last_name, "mail": people.mail, "mail_number": people.mail_number,
        "phone_1": people.phones[0], "phone_2": people.phones[1], "number_1": people.phone_numbers[0],
        "number_2": people.phone_numbers[1], "area": people.area, "has_whatsapp": people.has_whatsapp, "has_left": people.has_left,
        "updated_at": _moments(people.contact_updated), "confirmed_at": _moments(people.contact_confirmed),
    })  # fmt: skip


def _agents(agents: Agents) -> pa.Table:
    return pa.table({
        "agent": np.arange(len(agents.department)), "department": agents.department, "is_lead": agents.is_lead,
        "is_robot": agents.is_robot, "first_name": agents.first_name, "last_name": agents.last_name,
    })  # fmt: skip


def _tickets(story: conversation.Story, present: Present) -> pa.Table:
    tickets = story.tickets
    numbers = ids(tickets)
    by_us = (tickets.channel == arrivals.PHONE) | (tickets.kind == arrivals.NOTICE)
    merged = present.status == conversation.STATUS_MERGED
    favoured = tickets.flags["priority-by-staff"] & (present.agent >= 0)
    place = np.arange(len(tickets))
    return pa.table({
        "ticket": place, "number": numbers, "customer": tickets.customer, "contact": tickets.contact, "site": tickets.site,
        "subject": tickets.subject, "shouted": tickets.flags["shouting"], "channel": tickets.channel, "topic": tickets.topic,
        "kind": tickets.kind, "department": present.department, "priority": np.where(favoured, 2 + (place % 2), tickets.priority),
        "set_by_agent": favoured, "agent": present.agent, "status": present.status, "opened_at": _moments(tickets.opened),
        "opened_by": np.where(by_us, 1, np.where(tickets.kind == arrivals.MONITORING, 2, 0)),
        "first_response_at": _moments(present.first_response), "resolved_at": _moments(present.resolved),
        "due_at": _moments(present.due), "closed_at": _moments(present.closed), "closed_by": present.closed_by,
        "updated_at": _moments(present.updated),
        "first_number": np.where(tickets.parent >= 0, numbers[np.maximum(tickets.parent, 0)], 0), "is_merged": merged,
    })  # fmt: skip


def _feedback(story: conversation.Story, ratings: Ratings) -> pa.Table:
    order = np.argsort(ratings.given, kind="stable")
    return pa.table({
        "rating": np.arange(len(order)), "ticket": ratings.ticket[order], "asked_at": _moments(ratings.asked[order]),
        "given_at": _moments(ratings.given[order]), "score": ratings.score[order], "comment": ratings.comment[order],
    })  # fmt: skip


def _events(events: dict[str, np.ndarray]) -> pa.Table:
    """The events with their place within the ticket and the local part of the day they fall into."""
    ticket = events["ticket"]
    starts = np.flatnonzero(np.concatenate([[True], ticket[1:] != ticket[:-1]]))
    sequence = np.arange(len(ticket)) - np.repeat(starts, np.diff(np.append(starts, len(ticket)))) + 1
    columns = {name: events[name] for name in ("ticket", "kind", "author", "agent", "status", "department", "priority", "text",
                                               "style", "attachment")}  # fmt: skip
    return pa.table({**columns, "sequence": sequence.astype(np.int32), "occurred_at": _moments(events["moment"])})
