-- purpose: The tickets behind a number that counts what happened in the period.
-- metric: tickets
-- grain: one row per passage
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- param kinds text[]: kinds of passage; empty = opened
-- param only_day date: only this local day
-- param weekday integer: only this local weekday, Monday = 1
-- param hour integer: only this local hour
-- param since_at timestamptz: not before this moment
-- param without_notices boolean: leave out notices of ours
-- param no_department boolean: only those without a department
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
-- column occurred_at timestamptz: when it happened
with /* part now */,

matching as (
    select passages.source, passages.ticket_id, passages.occurred_at
    from passages
    where passages.kind = any(coalesce(cast(:kinds as text[]), array['opened']))
        and passages.occurred_at <= cast(:as_of as timestamptz)
        -- What is counted since a moment does not depend on the period.
        and (
            cast(:since_at as timestamptz) is not null
            or passages.day between cast(:start_date as date) and cast(:end_date as date)
        )
        and (cast(:only_day as date) is null or passages.day = cast(:only_day as date))
        and (cast(:weekday as integer) is null or passages.weekday = cast(:weekday as integer))
        and (cast(:hour as integer) is null or passages.hour = cast(:hour as integer))
        and (cast(:since_at as timestamptz) is null or passages.occurred_at >= cast(:since_at as timestamptz))
        and (not coalesce(cast(:without_notices as boolean), false) or not passages.is_notice)
        and (not coalesce(cast(:no_department as boolean), false) or passages.department is null)
        /* filter passages */
),

chosen as (
    select source, ticket_id, occurred_at, count(*) over () as total_count
    from matching
    order by occurred_at desc, ticket_id, source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
),

/* part listed */

select
    chosen.total_count,
    listed.*,
    chosen.occurred_at
from chosen
left join listed on chosen.source = listed.source and chosen.ticket_id = listed.ticket_id
order by chosen.occurred_at desc, chosen.ticket_id, chosen.source
