-- purpose: The other tickets of the same customer, the open ones first.
-- metric: tickets
-- grain: one row per ticket
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param source text: the helpdesk's instance
-- param customer_id text: the customer
-- param ticket_id text: the ticket that is not listed
-- param row_limit bigint: at most so many rows
-- column total_count bigint [tickets]: rows of the whole list
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column subject text: subject line
-- column department text: department or group
-- column state text: the category
-- column turn text: whose turn it is
-- column opened_at timestamptz: opened
-- column is_open boolean: open
with /* part moment */,

found as (
    select
        ticket_facts.source,
        ticket_facts.ticket_id,
        ticket_facts.number,
        ticket_facts.subject,
        coalesce(spells.department, ticket_facts.department) as department,
        coalesce(spells.state, ticket_facts.state) as state,
        spells.turn,
        ticket_facts.opened_at,
        coalesce(spells.is_open, false) as is_open
    from ticket_facts
    cross join moment
    left join spells
        on ticket_facts.source = spells.source and ticket_facts.ticket_id = spells.ticket_id
        and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
    where ticket_facts.source = cast(:source as text)
        and ticket_facts.customer_id = cast(:customer_id as text)
        and ticket_facts.ticket_id <> cast(:ticket_id as text)
        and ticket_facts.opened_at <= moment.looked_at
)

select count(*) over () as total_count, found.*
from found
order by found.is_open desc, found.opened_at desc, found.ticket_id
limit coalesce(cast(:row_limit as bigint), 20)
