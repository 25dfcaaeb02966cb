"""Somebody in the data: found by id, address or number, and all that the current version holds about them."""

# Identifiers come from tables.py; cells never enter the SQL.

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import sqlalchemy as sa

from dashboard.errors import ActionRefused, StoreError
from dashboard.privacy import prints
from dashboard.store import tables, versions


@dataclass(frozen=True)
class Person:
    """A customer with all their contacts, or one contact of a customer."""

    kind: str
    source: str
    person_id: str
    name: str = ""

    @property
    def key(self) -> str:
        """What names this one and no other on a command line."""
        return f"{self.source}/{self.kind}/{self.person_id}"


def find(data_dir: Path, wanted: str) -> list[Person]:
    """Who has this key, id, address or number. A customer stands for their contacts, too."""
    with opened(data_dir) as connection:
        for way in (_by_key, _by_id, _by_email, _by_phone):
            if found := way(connection, wanted.strip()):
                return found if way is _by_key else _whole(connection, found)
    return []


def one(data_dir: Path, wanted: str) -> Person:
    """The one who is meant. Raises ``ActionRefused`` where there is nobody, or several."""
    found = find(data_dir, wanted)
    if not found:
        raise ActionRefused("error.person_unknown")
    if len(found) > 1:
        raise ActionRefused("error.person_several", count=len(found), keys=", ".join(person.key for person in found))
    return found[0]


@contextmanager
def opened(data_dir: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The current version, read-only. Raises ``StoreError`` where there is none."""
    version = versions.current(data_dir)
    if version is None:
        raise StoreError("error.no_data")
    with duckdb.connect(str(version.path), read_only=True) as connection:
        connection.execute("set TimeZone='UTC'")
        yield connection


OF_CUSTOMER = {
    "customers": "source = $source and customer_id = $id",
    "contacts": "source = $source and customer_id = $id",
    "tickets": "source = $source and customer_id = $id",
    "feedback": "source = $source and (customer_id = $id or ticket_id in ({tickets}))",
    "ticket_events": "source = $source and ticket_id in ({tickets})",
    "targets": "source = $source and ticket_id in ({tickets})",
    "ticket_facts": "source = $source and customer_id = $id",
    "rule_hits": "source = $source and customer_id = $id",
    "promises": "source = $source and customer_id = $id",
    "waits": "source = $source and customer_id = $id",
    "ratings": "source = $source and (customer_id = $id or ticket_id in ({tickets}))",
    "incident_tickets": "source = $source and customer_id = $id",
    "record_facts": "source = $source and customer_id = $id",
    "record_rules": "source = $source and customer_id = $id",
    "contact_ways": "source = $source and customer_id = $id",
    "customer_domains": "source = $source and customer_id = $id",
}
"""Table → which of its rows are about a customer."""
_TICKETS = "select ticket_id from tickets where source = $source and {kind}_id = $id"
_OF_CONTACT = ("contacts", "tickets", "contact_ways")
"""Tables that name a contact; the others are about their tickets."""
_NOT_OF_CONTACT = ("customers", "record_facts", "record_rules", "customer_domains")


def rows_about(connection: duckdb.DuckDBPyConnection, person: Person) -> dict[str, pd.DataFrame]:
    """Table → the rows of the version that are about the person."""
    tickets = _TICKETS.format(kind=person.kind)
    key = {"source": person.source, "id": person.person_id}
    told = {}
    for table, condition in _conditions(person).items():
        columns = ", ".join(map(_readable, tables.warehouse.tables[table].columns))
        asked = f"select {columns} from {table} where {condition.format(tickets=tickets)}"  # noqa: S608 (our own names)
        told[table] = connection.execute(asked, key).to_arrow_table().to_pandas()
    return told


def _readable(column: sa.Column) -> str:
    """A moment as text: "infinity", which stands for what still goes on, is no date of Python's."""
    is_moment = isinstance(column.type, sa.DateTime)
    return f"cast({column.name} as text) as {column.name}" if is_moment else column.name


def _conditions(person: Person) -> dict[str, str]:
    if person.kind == "customer":
        return OF_CUSTOMER
    of_tickets = "source = $source and ticket_id in ({tickets})"
    own = "source = $source and contact_id = $id"
    return {table: own if table in _OF_CONTACT else of_tickets for table in OF_CUSTOMER if table not in _NOT_OF_CONTACT}


def _whole(connection: duckdb.DuckDBPyConnection, found: list[Person]) -> list[Person]:
    """A contact of a customer who is a person is that customer; nobody is named twice."""
    customers = {(one.source, one.person_id): one for one in found if one.kind == "customer"}
    whole = list(customers.values())
    for contact in (one for one in found if one.kind == "contact"):
        row = connection.execute(
            "select customers.customer_id, customers.name, customers.customer_kind from contacts "
            "inner join customers using (source, customer_id) where source = ? and contact_id = ?",
            [contact.source, contact.person_id],
        ).fetchone()
        owner = Person("customer", contact.source, row[0], row[1] or "") if row else None
        if owner and (owner.source, owner.person_id) in customers:
            continue
        meant = owner if owner and row[2] == "person" else contact
        if meant not in whole:
            whole.append(meant)
    return whole


def _by_key(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[Person]:
    parts = wanted.split("/", 2)
    if len(parts) != 3:
        return []
    source, kind, person_id = parts
    named = {"source": source, "kind": kind, "wanted": person_id}
    return _with(connection, "id = $wanted and source = $source and kind = $kind", **named)


def _by_id(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[Person]:
    return _with(connection, "id = $wanted", wanted=wanted)


def _by_email(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[Person]:
    if "@" not in wanted:
        return []
    found = _with(connection, "lower(trim(email)) = lower($wanted)", wanted=wanted)
    return found or _writers(connection, wanted)


def _by_phone(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[Person]:
    digits = prints.national_digits(wanted)
    if len(digits) < 8:
        return []
    cells = connection.execute("select distinct cell from phone_numbers where national = $digits", {"digits": digits})
    listed = [cell for (cell,) in cells.fetchall()]
    return _with(connection, "phone_1 = any($listed) or phone_2 = any($listed)", listed=listed)


_KNOWN = """
select 'customer' as kind, source, customer_id as id, name, null as email, null as phone_1, null as phone_2
from customers
union all select 'contact', source, contact_id, name, email, phone_1, phone_2 from contacts
union all select distinct 'customer', source, customer_id, null, null, null, null from tickets
    where customer_id is not null and (source, customer_id) not in (select (source, customer_id) from customers)
"""


def _with(connection: duckdb.DuckDBPyConnection, condition: str, **values: object) -> list[Person]:
    rows = connection.execute(
        f"select kind, source, id, any_value(name) from ({_KNOWN}) where {condition} "  # noqa: S608 (our own names)
        "group by kind, source, id order by kind desc, source, id",
        values,
    ).fetchall()
    return [Person(kind, source, person_id, name or "") for kind, source, person_id, name in rows]


def _writers(connection: duckdb.DuckDBPyConnection, address: str) -> list[Person]:
    """Whose tickets were written from this address."""
    rows = connection.execute(
        "select distinct tickets.source, tickets.customer_id from ticket_events "
        "inner join tickets using (source, ticket_id) where ticket_events.author = 'customer' "
        "and lower(trim(ticket_events.author_email)) = lower($wanted) and tickets.customer_id is not null",
        {"wanted": address},
    ).fetchall()
    return [Person("customer", *row) for row in rows]


def versions_with(data_dir: Path, person: Person) -> list[str]:
    """The stamps of the kept versions in which the person stands; one that cannot be read counts as holding them."""
    holding = []
    for version in versions.kept(data_dir):
        try:
            with duckdb.connect(str(version.path), read_only=True) as connection:
                found = _with(
                    connection, "id = $wanted and source = $source", wanted=person.person_id, source=person.source
                )
        except duckdb.Error:
            found = [person]
        if found:
            holding.append(version.stamp)
    return holding
