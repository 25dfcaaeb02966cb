"""Erasure on request: begun by one line in the ledger, then carried to its end, now or at the next start.

What is carried out can be done twice: a version without the person, no older version, the desk rewritten, the record.
"""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import duckdb

from dashboard import clock
from dashboard.errors import ActionRefused
from dashboard.importing.rebuilding import rebuild
from dashboard.privacy import ledger as ledgers
from dashboard.privacy import prints
from dashboard.privacy.ledger import Entry, Ledger, Prints
from dashboard.roles import Actor, require
from dashboard.settings import Settings
from dashboard.store import copies, desk_rewriting, persons, versions
from dashboard.store.persons import Person

PERMISSION = "privacy.erase"
REASON_LENGTH = 500


@dataclass(frozen=True)
class Request:
    """Who asked to be erased, why, and when they asked."""

    person: Person
    reason: str
    requested_on: date


def preview(data_dir: Path, person: Person) -> dict[str, int]:
    """What will go: rows of the current version about the person, the older versions, and copies that stay outside."""
    with persons.opened(data_dir) as connection:
        rows = {table: len(found) for table, found in persons.rows_about(connection, person).items()}
    return {
        **{table: rows.get(table, 0) for table in ("customers", "contacts", "tickets", "ticket_events", "feedback")},
        "versions": len(versions.kept(data_dir)) - 1,
        "copies": len(copies.still_there(data_dir)),
    }


def begin(data_dir: Path, actor: Actor, request: Request) -> Entry:
    """Write the entry that makes it certain. Raises ``NotAllowed``, or ``ActionRefused`` where it does not hold."""
    require(actor, PERMISSION)
    _check(request)
    with versions.import_lock(data_dir):
        ledger = ledgers.read(data_dir)
        with persons.opened(data_dir) as connection:
            known = _prints(connection, ledger.salt, request.person)
        entry = Entry(
            erasure_id=uuid4().hex,
            begun_at=clock.instant().isoformat(timespec="seconds"),
            requested_on=request.requested_on.isoformat(),
            actor=actor.name,
            role=actor.role,
            reason=request.reason.strip(),
            prints=known,
        )
        entry = replace(entry, reason=_without_person(ledger.with_entry(entry), entry.reason))
        ledger.with_entry(entry).keep()
    return entry


def _check(request: Request) -> None:
    if not request.reason.strip():
        raise ActionRefused("error.erasure_reason")
    if len(request.reason) > REASON_LENGTH:
        raise ActionRefused("error.erasure_reason_long", limit=REASON_LENGTH, length=len(request.reason))
    if request.requested_on > clock.instant().date():
        raise ActionRefused("error.erasure_future", day=request.requested_on.isoformat())


def _without_person(ledger: Ledger, reason: str) -> str:
    from dashboard.privacy.scrubbing import Finder  # noqa: PLC0415 - only where somebody is erased

    return Finder(ledger).without(reason)


def is_begun(data_dir: Path) -> bool:
    """True where an erasure waits to be carried to its end."""
    return bool(ledgers.read(data_dir).open_entries)


def carry_out(data_dir: Path, settings: Settings, now: datetime | None = None) -> tuple[Entry, ...]:
    """Carry every begun erasure to its end; those that were. Nobody may have the desk open."""
    waiting = ledgers.read(data_dir).open_entries
    if not waiting:
        return ()
    forgotten: dict[str, int] = {}
    if versions.pointed_stamp(data_dir) is not None:
        forgotten = dict(rebuild(data_dir, settings, now=now).forgotten)
        _delete_older(data_dir)
    done = []
    for entry in waiting:
        ledger = ledgers.read(data_dir)
        rows = desk_rewriting.forget(data_dir, ledger, _audit_row(entry, forgotten))
        ended = replace(
            entry, counts={**forgotten, "desk": rows}, finished_at=clock.instant().isoformat(timespec="seconds")
        )
        ledger.with_entry(ended).keep()
        done.append(ended)
    return tuple(done)


def tidy_desk(data_dir: Path, settings: Settings) -> int:
    """The desk's own texts under the same rule as the helpdesk's; nobody may have it open. The rows that changed."""
    ledger = ledgers.read(data_dir)
    if not (settings.privacy.texts_years or settings.privacy.persons_years or ledger.entries):
        return 0
    if versions.pointed_stamp(data_dir) is None:
        return 0
    return desk_rewriting.forget(data_dir, ledger)


def _delete_older(data_dir: Path) -> None:
    """No way back to a version in which the person stands."""
    with versions.import_lock(data_dir):
        for version in versions.kept(data_dir):
            if not version.is_current:
                version.path.unlink(missing_ok=True)
                version.path.with_name(f"{version.path.name}.wal").unlink(missing_ok=True)


def _audit_row(entry: Entry, counts: dict[str, int]) -> dict:
    return {
        "audit_id": entry.erasure_id,
        "happened_at": clock.instant(),
        "actor": entry.actor,
        "role": entry.role,
        "action": "privacy.erase",
        "subject": f"erasure {entry.erasure_id}",
        "before": json.dumps({"requested_on": entry.requested_on, "reason": entry.reason}, ensure_ascii=False),
        "after": json.dumps(counts),
    }


def _prints(connection: duckdb.DuckDBPyConnection, salt: str, person: Person) -> Prints:
    """How the person is known again; of a customer also their contacts."""
    is_customer = person.kind == "customer"
    condition = f"source = ? and {person.kind}_id = ?"
    key = [person.source, person.person_id]
    contacts = connection.execute(
        f"select contact_id, name, email, phone_1, phone_2 from contacts where {condition}", key
    ).fetchall()
    names = {row[1] for row in contacts if row[1]}
    if is_customer:
        found = connection.execute(f"select name from customers where {condition} and name is not null", key).fetchall()
        names |= {name for (name,) in found}
    emails = {row[2] for row in contacts if row[2]} | _written_from(connection, condition, key)
    numbers = [cell for row in contacts for cell in row[3:] if cell]
    worded = [words for name in names if len(words := prints.words(name)) >= prints.FEWEST_NAME_WORDS]
    ids = {row[0] for row in contacts} | ({person.person_id} if not is_customer else set())
    return Prints(
        customers=(prints.of_id(salt, "customer", *key),) if is_customer else (),
        contacts=tuple(sorted(prints.of_id(salt, "contact", person.source, one) for one in ids)),
        emails=tuple(sorted({prints.email(salt, one) for one in emails})),
        phones=tuple(sorted({one for cell in numbers for one in prints.phones_in(salt, cell)})),
        names=tuple(sorted({prints.of(salt, "name", " ".join(words)) for words in worded})),
        name_lengths=tuple(sorted({len(words) for words in worded})),
        first_words=tuple(sorted({prints.first_word(salt, words[0]) for words in worded})),
    )


def _written_from(connection: duckdb.DuckDBPyConnection, condition: str, key: list[str]) -> set[str]:
    """The addresses from which their tickets were written."""
    rows = connection.execute(
        "select distinct author_email from ticket_events where author = 'customer' and author_email is not null "
        f"and (source, ticket_id) in (select (source, ticket_id) from tickets where {condition})",
        key,
    ).fetchall()
    agents = {
        email.lower() for (email,) in connection.execute("select email from agents where email is not null").fetchall()
    }
    return {email for (email,) in rows if email.lower() not in agents}
