"""Which tickets and persons are due to be dropped now: by their age, or because somebody asked."""

# Identifiers come from tables.py; cells never enter the SQL.

from dashboard.importing.forgetting.terms import FINISHED, Terms
from dashboard.importing.words import listed, literal
from dashboard.privacy import marks

LAST_SIGNS = """
create or replace temp table last_signs as
with moments as (
    select source, ticket_id, max(moment) as moment from (
        select source, ticket_id, greatest(opened_at, resolved_at, closed_at) as moment from tickets
        union all select source, ticket_id, occurred_at from ticket_events
        union all select source, ticket_id, greatest(asked_at, given_at) from feedback where ticket_id is not null
    ) group by source, ticket_id
)
select
    tickets.source, tickets.ticket_id, tickets.customer_id, tickets.contact_id, moments.moment,
    tickets.merged_into is not null or coalesce(statuses.state in ({finished}), false) as is_finished
from tickets
inner join moments on tickets.source = moments.source and tickets.ticket_id = moments.ticket_id
left join statuses on tickets.source = statuses.source and tickets.raw_status = statuses.raw_status
"""


def find(terms: Terms) -> None:
    """Fill ``due_customers``, ``due_contacts`` and ``due_tickets``: what is to be dropped, each with its reason."""
    terms.connection.execute(LAST_SIGNS.format(finished=listed(FINISHED)))
    _persons(terms)
    _tickets(terms)


def _persons(terms: Terms) -> None:
    years = terms.cutoff(terms.privacy.persons_years)
    cutoff = f"timestamptz {literal(years.isoformat())}" if years else "timestamptz '-infinity'"
    for kind, seen in (("customer", _CUSTOMERS_SEEN), ("contact", _CONTACTS_SEEN)):
        pseudonym = terms.pseudonym(kind, f"{kind}_id", "source")
        terms.connection.execute(
            f"create or replace temp table due_{kind}s as with seen as ({seen}), judged as ("
            f"select source, {kind}_id, {pseudonym} as pseudonym, case "
            f"when list_contains($prints, {terms.print_of_id(kind, f'{kind}_id', 'source')}) or exists ("
            "select 1 from forgotten_persons as known where known.source = seen.source and known.why = 'erasure' "
            f"and known.kind = '{kind}' and known.pseudonym = {kind}_id) then 'erasure' "
            f"when starts_with({kind}_id, {literal(marks.PREFIX)}) then 'retention' "
            f"when is_finished and last_at < {cutoff} then 'retention' end as why from seen) "
            "select * from judged where why is not null",
            {"prints": list(terms.ledger.all_prints(f"{kind}s"))},
        )
    # With a customer go their contacts.
    pseudonym = terms.pseudonym("contact", "contacts.contact_id", "contacts.source")
    terms.connection.execute(
        f"""
        insert into due_contacts
        select contacts.source, contacts.contact_id, {pseudonym}, due_customers.why
        from contacts inner join due_customers using (source, customer_id)
        where (contacts.source, contacts.contact_id) not in (select (source, contact_id) from due_contacts)
        """
    )


def _tickets(terms: Terms) -> None:
    """Finished long ago, or of somebody who is forgotten: with the person go their words."""
    years = terms.cutoff(terms.privacy.texts_years)
    cutoff = f"timestamptz {literal(years.isoformat())}" if years else "timestamptz '-infinity'"
    terms.connection.execute(
        f"""
        create or replace temp table due_tickets as
        select last_signs.source, last_signs.ticket_id, last_signs.moment as finished_at,
            coalesce(due_customers.why, due_contacts.why, 'retention') as why
        from last_signs
        left join due_customers on last_signs.source = due_customers.source
            and last_signs.customer_id = due_customers.customer_id
        left join due_contacts on last_signs.source = due_contacts.source
            and last_signs.contact_id = due_contacts.contact_id
        where due_customers.why is not null or due_contacts.why is not null
            or (last_signs.is_finished and last_signs.moment < {cutoff})
        """
    )


_CUSTOMERS_SEEN = """
select source, customer_id, max(moment) as last_at, bool_and(is_finished) as is_finished from (
    select source, customer_id, moment, is_finished from last_signs where customer_id is not null
    union all select source, customer_id, greatest(created_at, updated_at), true from customers
    union all select source, customer_id, greatest(updated_at, confirmed_at), true from contacts
    union all select source, customer_id, greatest(asked_at, given_at), true from feedback where customer_id is not null
) group by source, customer_id
"""
"""A customer of whom nothing is dated has no last sign of life, and is kept."""
_CONTACTS_SEEN = """
select source, contact_id, max(moment) as last_at, bool_and(is_finished) as is_finished from (
    select source, contact_id, moment, is_finished from last_signs where contact_id is not null
    union all
    select source, contact_id, greatest(updated_at, confirmed_at), coalesce(has_left, false) from contacts
) group by source, contact_id
"""
"""Somebody who is still with a customer stays in the record, whoever of them writes."""
