"""Texts out of the tickets that are due; what their words had been read as stays in their place."""

# Identifiers come from tables.py; cells never enter the SQL.

import secrets

from dashboard.importing.forgetting.terms import Terms
from dashboard.importing.words import literal
from dashboard.privacy import marks

_MARK = literal(marks.DROPPED)
_SEPARATOR = f"chr({ord(marks.SEPARATOR)})"
_TEXTS = (
    ("tickets", "subject"), ("ticket_events", "body"), ("ticket_events", "attachment_names"), ("feedback", "comment"),
)  # fmt: skip


def drop(terms: Terms) -> int:
    """Drop them; call it right after the facts were built, whose temporary tables tell the readings. The tickets."""
    count = held(terms)
    if count:
        _keep_hits(terms)
        _keep_readings(terms)
        _drop_texts(terms)
    return count


def held(terms: Terms) -> int:
    """How many due tickets still hold a text; they stand in ``dropped_now``."""
    found = " union all ".join(_holding(table, column) for table, column in _TEXTS)
    terms.connection.execute(
        "create or replace temp table dropped_now as select due_tickets.* from due_tickets "
        f"semi join ({found}) as holding using (source, ticket_id)"
    )
    return terms.connection.execute("select count(*) from dropped_now").fetchone()[0]


def drop_loose_comments(terms: Terms) -> int:
    """Comments that belong to no ticket: by their own date, or with the customer."""
    years = terms.cutoff(terms.privacy.texts_years)
    cutoff = f"timestamptz {literal(years.isoformat())}" if years else "timestamptz '-infinity'"
    (count,) = terms.connection.execute(
        f"update feedback set comment = {_MARK} where trim(comment) <> '' and comment <> {_MARK} and ("
        f"(ticket_id is null and greatest(asked_at, given_at) < {cutoff}) "
        "or (source, customer_id) in (select (source, customer_id) from due_customers))"
    ).fetchone()
    return count


def _holding(table: str, column: str) -> str:
    """Tickets that still hold a text there."""
    return (
        f"select source, ticket_id from {table} where trim({column}) <> '' "
        f"and {column} <> {_MARK} and not contains({column}, {_SEPARATOR})"
    )


def _keep_hits(terms: Terms) -> None:
    """What was found by words that go: on these tickets, and on those the same customer had open about then."""
    terms.connection.execute(
        """
        insert into hit_readings by name
        with dropped as (
            select ticket_base.source, ticket_base.ticket_key, ticket_base.customer_id, dropped_now.finished_at
            from dropped_now inner join ticket_base using (source, ticket_id)
        ),
        persons as (
            select source, customer_id, max(finished_at) + interval 30 day as until_at
            from dropped where customer_id is not null group by source, customer_id
        )
        select ticket_base.source, ticket_base.ticket_id, found_hits.rule, found_hits.occurred_at,
            found_hits.is_counted, found_hits.related_ticket_id, found_hits.measure
        from found_hits
        inner join ticket_base on found_hits.ticket_key = ticket_base.ticket_key
        left join persons on ticket_base.source = persons.source and ticket_base.customer_id = persons.customer_id
        where found_hits.rule <> 'left-open'
            and (
                found_hits.ticket_key in (select ticket_key from dropped)
                or found_hits.occurred_at <= persons.until_at
            )
            and (ticket_base.source, ticket_base.ticket_id, found_hits.rule)
                not in (select (source, ticket_id, rule) from hit_readings)
        """
    )


def _keep_readings(terms: Terms) -> None:
    # Again for a ticket of which something new came: the readings now are the ones to keep.
    terms.connection.execute(f"create or replace temp table readings_now as {_READINGS}", {"now": terms.now})
    terms.connection.execute(
        "delete from ticket_readings where (source, ticket_id) in (select (source, ticket_id) from dropped_now); "
        "insert into ticket_readings by name select * from readings_now"
    )


_READINGS = """
select
    dropped_now.source, dropped_now.ticket_id, cast($now as timestamptz) as dropped_at, dropped_now.why,
    dropped_now.finished_at, ticket_base.is_notice, openings.ticket_key is not null as has_opening,
    ticket_reasons_said.reason, opening_words.is_second_level, opening_words.is_exempt,
    ticket_conduct.evidence_asked_count, ticket_conduct.evidence_asked_at
from dropped_now
inner join ticket_base using (source, ticket_id)
left join openings on ticket_base.ticket_key = openings.ticket_key
left join ticket_reasons_said on ticket_base.ticket_key = ticket_reasons_said.ticket_key
left join opening_words on ticket_base.ticket_key = opening_words.ticket_key
left join ticket_conduct on ticket_base.ticket_key = ticket_conduct.ticket_key
"""


def _drop_texts(terms: Terms) -> None:
    mine = "(source, ticket_id) in (select (source, ticket_id) from dropped_now)"
    # The same subject twice stays the same: a salt that is thrown away tells no more than that.
    same = f"left(sha256({literal(secrets.token_hex(16))} || lower(subject)), 16)"
    terms.connection.execute(
        f"update tickets set subject = {_MARK} || {_SEPARATOR} || {same} "
        f"where {mine} and trim(subject) <> '' and not contains(subject, {_SEPARATOR})"
    )
    terms.connection.execute(
        f"update feedback set comment = {_MARK} where {mine} and trim(comment) <> '' and comment <> {_MARK}"
    )
    terms.connection.execute(
        f"update ticket_events set attachment_names = {_MARK} where {mine} and trim(attachment_names) <> ''"
    )
    terms.connection.execute(
        f"""
        update ticket_events as event
        set body = {_MARK} || {_SEPARATOR} || concat_ws(':', if(read.event_key is null, '0', '1'),
            if(coalesce(read.is_holding, false), '1', '0'), coalesce(read.awaits, ''), coalesce(read.verdict, ''))
        from (
            select ticket_events.rowid as row_key, heard.event_key, heard.is_holding, heard.awaits, heard.verdict
            from ticket_events left join heard on ticket_events.rowid = heard.event_key
        ) as read
        where event.rowid = read.row_key and {mine}
            and not coalesce(contains(event.body, {_SEPARATOR}), false)
            and (trim(event.body) <> '' or event.kind in ('message', 'note'))
        """
    )
