-- purpose: The waits that most younger ones overtook, and why.
-- metric: most_overtaken
-- grain: one row per overtaken wait
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- param forgotten_seconds bigint: working seconds after which a wait is forgotten, and left out
-- param overtaken_seconds bigint: working seconds by which a younger wait may be taken up first
-- param row_limit bigint: at most so many rows
-- column overtaker_count bigint [waits]: younger ones taken up before it
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column subject text: subject line
-- column customer_name text: the customer
-- column department text: department or group
-- column waiting_since_at timestamptz: start of the wait
-- column waited_working_seconds bigint [working seconds]: until it was taken up, or so far
-- column is_waiting boolean: nobody has taken it up yet
-- column overtaken_reason text: priority, evidence or none
-- column reason_agent_name text: who set the priority, or asked for the evidence
-- column reason_at timestamptz: when
-- column overtaker_number text: number of the ticket that overtook it first
with /* part now */,

/* part ordered */,

/* part overtaken */,

worst as (
    select *
    from overtaken
    order by overtaken_count desc, waited_working_seconds desc, ticket_id, source, started_at
    limit coalesce(cast(:row_limit as bigint), 100)
)

select
    worst.overtaken_count as overtaker_count,
    worst.source,
    worst.ticket_id,
    ticket_facts.number,
    ticket_facts.subject,
    ticket_facts.customer_name,
    worst.department,
    worst.started_at as waiting_since_at,
    worst.waited_working_seconds,
    worst.is_waiting,
    worst.overtaken_reason,
    coalesce(agents.name, worst.reason_agent_id) as reason_agent_name,
    worst.reason_at,
    first_overtaker.number as overtaker_number
from worst
inner join ticket_facts on worst.source = ticket_facts.source and worst.ticket_id = ticket_facts.ticket_id
left join ticket_facts as first_overtaker
    on worst.source = first_overtaker.source and worst.overtaker_id = first_overtaker.ticket_id
left join agents on worst.source = agents.source and worst.reason_agent_id = agents.agent_id
order by worst.overtaken_count desc, worst.waited_working_seconds desc, worst.ticket_id, worst.source, worst.started_at
