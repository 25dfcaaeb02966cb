-- purpose: Waits so long that they were forgotten rather than overtaken; they are left out of the order.
-- metric: forgotten
-- grain: one row per wait
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- param forgotten_seconds bigint: working seconds after which a wait is forgotten
-- param row_limit bigint: at most so many rows
-- column waited_working_seconds bigint [working seconds]: until it was taken up, or so far
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column subject text: subject line
-- column customer_name text: the customer
-- column department text: department or group
-- column waiting_since_at timestamptz: start of the wait
-- column is_waiting boolean: nobody has taken it up yet
with /* part now */,

/* part ordered */,

longest as (
    select source, ticket_id, department, started_at, waited_working_seconds, is_waiting
    from ordered
    where waited_working_seconds > cast(:forgotten_seconds as bigint)
    order by is_waiting desc, waited_working_seconds desc, ticket_id, source, started_at
    limit coalesce(cast(:row_limit as bigint), 100)
)

select
    longest.waited_working_seconds,
    longest.source,
    longest.ticket_id,
    ticket_facts.number,
    ticket_facts.subject,
    ticket_facts.customer_name,
    longest.department,
    longest.started_at as waiting_since_at,
    longest.is_waiting
from longest
inner join ticket_facts on longest.source = ticket_facts.source and longest.ticket_id = ticket_facts.ticket_id
order by longest.is_waiting desc, longest.waited_working_seconds desc, longest.ticket_id, longest.source, longest.started_at
