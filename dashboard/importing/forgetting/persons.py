"""Persons out of the canonical tables: ids become pseudonyms, names, numbers and addresses go.

A number keeps its kind and an address that it was one: a record with a phone is still one with a phone. Within one
run the same value has the same stand-in; how it was made is thrown away.
"""

# Identifiers come from tables.py; cells never enter the SQL.

import secrets

from dashboard.importing.forgetting.terms import OF_CONTACTS, OF_CUSTOMERS, Terms, hashed
from dashboard.importing.words import literal
from dashboard.privacy import marks

_PREFIX = literal(marks.PREFIX)
_DOMAIN = r"([a-z0-9-]+\.)+[a-z]{2,}"


def forget(terms: Terms) -> int:
    """Take out whoever is due; the number of persons of whom something was still there."""
    count = held(terms)
    if not count:
        return 0
    salt = secrets.token_hex(16)
    _contacts(terms, salt)
    _customers(terms, salt)
    _writers(terms, salt)
    _services(terms, salt)
    _ids(terms)
    return count


def held(terms: Terms) -> int:
    """How many due persons still have a name, a number, an address or an id of their own."""
    cells = " or ".join(f"({_is_clear(cell)})" for cell in ("contact_id", "name", "email", "phone_1", "phone_2"))
    counts = [
        "select count(*) from contacts semi join due_contacts using (source, contact_id) where " + cells,
        "select count(*) from customers semi join due_customers using (source, customer_id) "
        f"where ({_is_clear('customer_id')}) or ({_is_clear('name')})",
    ]
    for kind, listed, tables in (
        ("customer", "customers", ("tickets", "feedback")),
        ("contact", "contacts", ("tickets",)),
    ):
        counts += [
            f"select count(distinct (source, {kind}_id)) from {table} anti join {listed} using (source, {kind}_id) "
            f"where {_is_clear(f'{kind}_id')} and (source, {kind}_id) in (select (source, {kind}_id) from due_{kind}s)"
            for table in tables
        ]
    return sum(terms.connection.execute(count).fetchone()[0] for count in counts)


def _is_clear(cell: str) -> str:
    return f"coalesce(trim({cell}), '') <> '' and not starts_with({cell}, {_PREFIX})"


def address(salt: str, expression: str) -> str:
    """SQL: what stands for an e-mail address; the same domain has the same stand-in."""
    domain = hashed(salt, f"split_part({expression}, '@', 2)")
    new = f"{hashed(salt, expression)} || '@' || {domain} || '.anon'"
    return f"if(starts_with({expression}, {_PREFIX}), {expression}, {new})"


def _contacts(terms: Terms, salt: str) -> None:
    numbers = {cell: _number(salt, cell) for cell in ("phone_1", "phone_2")}
    terms.connection.execute(
        f"""
        update contacts set
            name = {hashed(salt, "name")},
            phone_1 = {numbers["phone_1"]}, phone_2 = {numbers["phone_2"]},
            email = case when trim(email) = '' then email when email in (
                select cell from email_addresses where verdict = 'valid'
            ) then {address(salt, "email")} else {hashed(salt, "email", "invalid-")} end
        where (source, contact_id) in (select (source, contact_id) from due_contacts)
        """
    )


def _number(salt: str, cell: str) -> str:
    """SQL: the kinds of the numbers in a phone cell, each with a stand-in."""
    one = f"{_PREFIX} || kind || '-' || left(sha256({literal(salt)} || coalesce(national, cell)), {marks.LENGTH})"
    return (
        f"case when trim({cell}) = '' or starts_with({cell}, {_PREFIX}) then {cell} else ("
        f"select string_agg({one}, ' / ' order by place) from phone_numbers where cell = contacts.{cell}) end"
    )


def _customers(terms: Terms, salt: str) -> None:
    terms.connection.execute(
        f"update customers set name = {hashed(salt, 'name')} "
        "where (source, customer_id) in (select (source, customer_id) from due_customers)"
    )


def _writers(terms: Terms, salt: str) -> None:
    """The sender's address of what the person wrote."""
    terms.connection.execute(
        f"""
        update ticket_events set author_email = case when lower(trim(author_email)) in (
            select lower(trim(cell)) from email_addresses where verdict <> 'valid'
        ) then {hashed(salt, "author_email", "invalid-")} else {address(salt, "author_email")} end
        where author_email is not null and author = 'customer' and (source, ticket_id) in (
            select (source, ticket_id) from last_signs
            where (source, customer_id) in (select (source, customer_id) from due_customers)
                or (source, contact_id) in (select (source, contact_id) from due_contacts)
        )
        """
    )


def _services(terms: Terms, salt: str) -> None:
    """A domain that this customer alone has names them; the one that a contact's address ends with stays the same."""
    domain = hashed(salt, f"regexp_replace(regexp_extract(lower(service), '{_DOMAIN}'), '^www\\.', '')")
    terms.connection.execute(
        f"""
        update tickets set service = {domain} || '.anon'
        where regexp_matches(lower(service), '{_DOMAIN}') and not contains(service, '.anon')
            and (source, customer_id) in (select (source, customer_id) from due_customers)
            and lower(service) not in (
                select lower(service) from tickets as others where service is not null
                and (source, customer_id) not in (select (source, customer_id) from due_customers)
            )
        """
    )


def _ids(terms: Terms) -> None:
    terms.connection.execute(
        "delete from ways_brought where (source, contact_id) in (select (source, contact_id) from due_contacts)"
    )
    for kind, tables in (("customer", OF_CUSTOMERS), ("contact", OF_CONTACTS)):
        for table in tables:
            terms.connection.execute(
                f"update {table} as row set {kind}_id = due.pseudonym from due_{kind}s as due "
                f"where row.source = due.source and row.{kind}_id = due.{kind}_id and due.pseudonym <> due.{kind}_id"
            )
        terms.connection.execute(
            f"insert into forgotten_persons by name select distinct source, '{kind}' as kind, pseudonym, "
            f"cast($now as timestamptz) as forgotten_at, why from due_{kind}s as due where not exists (select 1 from "
            f"forgotten_persons as known where known.source = due.source and known.kind = '{kind}' "
            "and known.pseudonym = due.pseudonym and known.why = due.why)",
            {"now": terms.now},
        )
