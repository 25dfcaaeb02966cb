-- purpose: The queue in order of arrival: who has waited longest for us.
-- metric: queue
-- grain: one row per ticket in the queue
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param row_limit bigint: at most so many rows
-- column place bigint: place over all departments
-- column department_place bigint: place within its department
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column subject text: subject line
-- column customer_name text: the customer
-- column department text: department or group
-- column channel text: how it came
-- column agent_name text: who holds it
-- column waiting_since_at timestamptz: start of the wait
-- column waiting_working_seconds bigint [working seconds]: wait so far
-- column turn_rule text: the rule that gave us the turn
with /* part now */,

waiting as (
    select
        spells.source,
        spells.ticket_id,
        spells.department,
        spells.channel,
        spells.agent_id,
        spells.turn_rule,
        spells.turn_started_at,
        coalesce(positions.working_seconds, 0) - spells.turn_started_working_seconds as waiting_working_seconds,
        spells.support_level,
        spells.customer_id,
        -- A place is a place in the whole queue, whatever the page is filtered by.
        row_number() over (order by spells.turn_started_at, spells.ticket_id, spells.source) as place,
        row_number() over (
            partition by spells.department order by spells.turn_started_at, spells.ticket_id, spells.source
        ) as department_place
    from spells
    cross join moment
    left join positions on spells.source = positions.source and spells.calendar = positions.calendar
    where spells.turn = 'support' and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
),

front as (
    select *
    from waiting
    where true /* filter */
    order by place
    limit coalesce(cast(:row_limit as bigint), 9223372036854775807)
)

select
    front.place,
    front.department_place,
    front.source,
    front.ticket_id,
    ticket_facts.number,
    ticket_facts.subject,
    ticket_facts.customer_name,
    front.department,
    front.channel,
    coalesce(agents.name, front.agent_id) as agent_name,
    front.turn_started_at as waiting_since_at,
    front.waiting_working_seconds,
    front.turn_rule
from front
inner join ticket_facts on front.source = ticket_facts.source and front.ticket_id = ticket_facts.ticket_id
left join agents on front.source = agents.source and front.agent_id = agents.agent_id
order by front.place
