-- purpose: The tickets of one incident.
-- metric: incidents
-- grain: one row per ticket
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param incident_id text: the incident
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint [tickets]: rows of the whole list
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column subject text: subject line
-- column customer_name text: the customer
-- column department text: department or group
-- column channel text: how it came
-- column support_level text: support level
-- column agent_name text: who holds it
-- column state text: the category
-- column raw_status text: in the helpdesk's own words
-- column turn text: whose turn it is
-- column turn_rule text: the rule that decided
-- column opened_at timestamptz: opened
-- column waiting_since_at timestamptz: start of the present turn
-- column waiting_working_seconds bigint [working seconds]: length of the present turn so far
with /* part now */,

matching as (
    select source, ticket_id, opened_at
    from incident_tickets
    where incident_id = cast(:incident_id as text)
        and opened_at <= cast(:as_of as timestamptz)
        /* filter */
),

chosen as (
    select source, ticket_id, opened_at, count(*) over () as total_count
    from matching
    order by opened_at, ticket_id, source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
),

/* part listed */

select
    chosen.total_count,
    listed.*
from chosen
left join listed on chosen.source = listed.source and chosen.ticket_id = listed.ticket_id
order by chosen.opened_at, chosen.ticket_id, chosen.source
