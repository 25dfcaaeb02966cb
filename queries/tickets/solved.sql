-- purpose: The tickets behind what it took to solve: solved in the period, written channels.
-- metric: tickets
-- grain: one row per ticket
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param one_touch_only boolean: only those solved with exactly one human public answer
-- param reopened_only boolean: only those reopened since, counted at their first solving in the period
-- param with_messages boolean: only of helpdesks that bring messages
-- param with_history boolean: only of helpdesks that bring messages or the history of statuses
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
-- column solved_at timestamptz: solved
with /* part cohort */,

matching as (
    select source, ticket_id, solved_at
    from resolutions
    where solved_day between cast(:start_date as date) and cast(:end_date as date)
        and from_at <= cast(:as_of as timestamptz)
        and case when coalesce(cast(:reopened_only as boolean), false)
            then from_at = solved_at
                and (previous_solved_day is null or previous_solved_day < cast(:start_date as date))
                and reopened_at <= cast(:as_of as timestamptz)
            else to_at > cast(:as_of as timestamptz)
        end
        and not is_notice
        and /* part written */
        and (not coalesce(cast(:one_touch_only as boolean), false) or answer_count = 1)
        and (
            not coalesce(cast(:with_messages as boolean), false)
            or source in (select source from sources where has_messages)
        )
        and (
            not coalesce(cast(:with_history as boolean), false)
            or source in (select source from sources where has_messages or has_status_history)
        )
        /* filter */
),

chosen as (
    select source, ticket_id, solved_at, count(*) over () as total_count
    from matching
    order by solved_at desc, ticket_id, source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
),

/* part listed */

select
    chosen.total_count,
    listed.*,
    chosen.solved_at
from chosen
left join listed on chosen.source = listed.source and chosen.ticket_id = listed.ticket_id
order by chosen.solved_at desc, chosen.ticket_id, chosen.source
