-- purpose: The tickets behind a number about the order of arrival.
-- metric: tickets
-- grain: one row per ticket
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- param forgotten_seconds bigint: working seconds after which a wait is forgotten
-- param wait_fate text: judged (all but the forgotten), kept, overtaken or forgotten; empty = judged
-- param no_department boolean: only those without a department
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint [waits]: rows of the whole list
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
-- column waited_since_at timestamptz: start of the wait that counts
-- column waited_working_seconds bigint [working seconds]: its length, or so far
-- column overtaken_reason text: priority, evidence or none; empty = not overtaken
with /* part now */,

/* part ordered */,

matching as (
    select source, ticket_id, started_at, waited_working_seconds, is_overtaken, overtaken_reason
    from ordered
    where case coalesce(cast(:wait_fate as text), 'judged')
            when 'forgotten' then waited_working_seconds > cast(:forgotten_seconds as bigint)
            when 'kept' then waited_working_seconds <= cast(:forgotten_seconds as bigint) and not is_overtaken
            when 'overtaken' then waited_working_seconds <= cast(:forgotten_seconds as bigint) and is_overtaken
            else waited_working_seconds <= cast(:forgotten_seconds as bigint)
        end
        and (not coalesce(cast(:no_department as boolean), false) or department is null)
),

chosen as (
    select matching.*, count(*) over () as total_count
    from matching
    order by waited_working_seconds desc, ticket_id, source, started_at
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
),

/* part listed */

select
    chosen.total_count,
    listed.*,
    chosen.started_at as waited_since_at,
    chosen.waited_working_seconds,
    case when chosen.is_overtaken then chosen.overtaken_reason end as overtaken_reason
from chosen
left join listed on chosen.source = listed.source and chosen.ticket_id = listed.ticket_id
order by chosen.waited_working_seconds desc, chosen.ticket_id, chosen.source, chosen.started_at
