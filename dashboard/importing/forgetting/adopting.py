"""What an export delivers again of what was dropped takes the form that is left of it, before anything is compared.

A row that says the same in all other columns is the same row: it takes over the mark and the pseudonyms of the one
that is here, and so counts as repeated. One that says something new comes in whole and is dropped again, if it must be.
"""

# Identifiers are quoted by words.py and come from tables.py; cells never enter the SQL.

from dashboard.importing.forgetting.terms import OF_CONTACTS, OF_CUSTOMERS, PERSONAL, Terms, has_table
from dashboard.importing.rows.hiding import hidable
from dashboard.importing.rows.mapping import columns_of, quoted_columns
from dashboard.importing.words import literal, name
from dashboard.privacy import marks
from dashboard.store.tables import CANONICAL

_SEPARATOR = f"chr({ord(marks.SEPARATOR)})"


def before_merge(terms: Terms, instance: str) -> None:
    """Change the rows in ``new`` of this source; ``kept`` is what the present warehouse holds, where there is one."""
    _refuse_separator(terms)
    terms.connection.execute("create or replace temp table present_persons (kind text, pseudonym text)")
    is_known = has_table(terms.connection, "kept", "forgotten_persons")
    if is_known:
        _stay_forgotten(terms, instance)
    _in_ledger(terms, instance)
    _rename(terms, instance)
    if not is_known:
        return
    for table, texts in PERSONAL.items():
        _adopt(terms, instance, table, texts)


def after_merge(terms: Terms, instance: str) -> None:
    """What ``warehouse`` says of the dropped, where something came back: who wrote again, a reopened ticket."""
    terms.connection.execute(
        f"delete from warehouse.forgotten_persons where source = {literal(instance)} and why = 'retention' "
        "and (kind, pseudonym) not in (select (kind, pseudonym) from present_persons)"
    )
    terms.connection.execute(
        "delete from warehouse.ticket_readings where (source, ticket_id) not in ("
        f"select (source, ticket_id) from warehouse.tickets where contains(subject, {_SEPARATOR}) union all "
        f"select (source, ticket_id) from warehouse.ticket_events where contains(body, {_SEPARATOR}))"
    )


def _refuse_separator(terms: Terms) -> None:
    """No cell from outside may pass for a dropped text."""
    for table in CANONICAL.values():
        for column in hidable(table):
            cell = name(column)
            terms.connection.execute(
                f"update new.{table.name} set {cell} = replace({cell}, {_SEPARATOR}, ' ') "
                f"where contains({cell}, {_SEPARATOR})"
            )


def _stay_forgotten(terms: Terms, instance: str) -> None:
    """Into ``present_persons`` whoever is forgotten here, but those forgotten by age alone who wrote again."""
    cutoff = terms.cutoff(terms.privacy.persons_years)
    since = f"timestamptz {literal(cutoff.isoformat())}" if cutoff else "timestamptz '-infinity'"
    pseudonyms = {kind: terms.pseudonym(kind, f"{kind}_id", literal(instance)) for kind in ("customer", "contact")}
    terms.connection.execute(
        f"""
        insert into present_persons
        select kind, pseudonym from kept.forgotten_persons as known
        where source = {literal(instance)} and (why = 'erasure' or not exists (
            select 1 from new.tickets where greatest(opened_at, updated_at, closed_at) > {since}
            and case known.kind when 'customer' then {pseudonyms["customer"]} else {pseudonyms["contact"]} end
                = known.pseudonym
        ))
        """
    )


def _in_ledger(terms: Terms, instance: str) -> None:
    """The prints of the ledger hold as well where the data started anew, without any version to start from."""
    if not terms.ledger.entries:
        return
    pseudonyms = {kind: terms.pseudonym(kind, f"{kind}_id", literal(instance)) for kind in ("customer", "contact")}
    for kind in ("customer", "contact"):
        listed = list(terms.ledger.all_prints(f"{kind}s"))
        for table in OF_CUSTOMERS if kind == "customer" else OF_CONTACTS:
            terms.connection.execute(
                f"insert into present_persons select distinct '{kind}', {pseudonyms[kind]} from new.{table} "
                f"where {kind}_id is not null and list_contains($listed, "
                f"{terms.print_of_id(kind, f'{kind}_id', literal(instance))})",
                {"listed": listed},
            )


def _rename(terms: Terms, instance: str) -> None:
    """Ids of the forgotten become their pseudonyms."""
    for kind, tables in (("customer", OF_CUSTOMERS), ("contact", OF_CONTACTS)):
        new_id = terms.pseudonym(kind, f"{kind}_id", literal(instance))
        for table in tables:
            terms.connection.execute(
                f"update new.{table} set {kind}_id = {new_id} where {kind}_id is not null "
                f"and {new_id} in (select pseudonym from present_persons where kind = '{kind}')"
            )
            _refresh_content(terms, table, f"starts_with({kind}_id, {literal(marks.PREFIX)})")


def _adopt(terms: Terms, instance: str, table: str, texts: tuple[str, ...]) -> None:
    """Rows of dropped tickets and forgotten persons take over the texts of the row that is otherwise the same."""
    others = ", ".join(name(column) for column in columns_of(table) if column not in texts)
    of_here = f"source = {literal(instance)}"
    scope = {
        "customers": "customer_id in (select pseudonym from present_persons)",
        "contacts": "customer_id in (select pseudonym from present_persons) "
        "or contact_id in (select pseudonym from present_persons)",
    }.get(table, f"ticket_id in (select ticket_id from kept.ticket_readings where {of_here})")
    place = "row_number() over (partition by hash({others}) order by {order})"
    terms.connection.execute(
        f"create or replace temp table left_here as select hash({others}) as same, "
        f"{place.format(others=others, order='1')} as place, {', '.join(texts)} from kept.{table} "
        f"where {of_here} and ({scope})"
    )
    terms.connection.execute(
        f"create or replace temp table come_again as select rowid as new_key, hash({others}) as same, "
        f"{place.format(others=others, order='rowid')} as place from new.{table} where {scope}"
    )
    taken = ", ".join(f"{column} = left_here.{column}" for column in texts)
    terms.connection.execute(
        f"update new.{table} as row set {taken} from come_again "
        "inner join left_here on come_again.same = left_here.same and come_again.place = left_here.place "
        "where row.rowid = come_again.new_key"
    )
    _refresh_content(terms, table, "rowid in (select new_key from come_again)")


def _refresh_content(terms: Terms, table: str, where: str) -> None:
    terms.connection.execute(f"update new.{table} set content = hash({quoted_columns(table)}) where {where}")
