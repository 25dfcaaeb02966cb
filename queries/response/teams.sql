-- purpose: Per department, customer or agent: what is open and waits for us, what was answered and how soon, and what they say of it.
-- metric: team_table
-- grain: one row per department, customer or agent; the busiest first
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- param dimension text: department (default), customer or agent
-- param only_source text: only this helpdesk's
-- param only_key text: only this customer or agent
-- param row_limit bigint: at most so many rows
-- column group_source text: the helpdesk; empty for departments
-- column group_key text: the department's name or the id; empty = in none
-- column group_name text: as people call it
-- column open_count bigint [tickets]: open at the period's end, or now
-- column waiting_count bigint [tickets]: of those, waiting for us
-- column answered_count bigint [waits]: waits answered in the period, written channels
-- column median_working_seconds double [working seconds]: half of those took less
-- column rated_count bigint [tickets]: rated in the period
-- column satisfied_count bigint [tickets]: of those, with a normalised score of 4 or more
with /* part moment */,

/* part rated */,

standing as (
    select
        /* part team_source */ as group_source,
        /* part team_group */ as group_key,
        count(*) as open_count,
        count(*) filter (where turn = 'support') as waiting_count
    from spells
    cross join moment
    where is_open and started_at <= moment.looked_at and ended_at > moment.looked_at
        /* filter */
    group by group_source, group_key
),

-- A wait is of whoever held the ticket when it was answered.
answered_waits as not materialized (
    select
        source, department, channel, support_level, customer_id, ending_agent_id as agent_id, working_seconds
    from turn_spells
    where turn = 'support'
        and ending = 'answered'
        and is_written
        and ended_day between cast(:start_date as date) and cast(:end_date as date)
        and ended_at <= cast(:as_of as timestamptz)
),

answered as (
    select
        /* part team_source */ as group_source,
        /* part team_group */ as group_key,
        count(*) as answered_count,
        percentile_cont(0.5) within group (order by working_seconds) as median_working_seconds
    from answered_waits
    where true
        /* filter */
    group by group_source, group_key
),

scored as (
    select
        /* part team_source */ as group_source,
        /* part team_group */ as group_key,
        count(*) as rated_count,
        count(*) filter (where is_satisfied) as satisfied_count
    from rated
    group by group_source, group_key
),

together as (
    select
        group_source, group_key, open_count, waiting_count, 0 as answered_count,
        cast(null as double precision) as median_working_seconds, 0 as rated_count, 0 as satisfied_count
    from standing
    union all
    select group_source, group_key, 0, 0, answered_count, median_working_seconds, 0, 0
    from answered
    union all
    select group_source, group_key, 0, 0, 0, null, rated_count, satisfied_count
    from scored
),

summed as (
    select
        group_source,
        group_key,
        cast(sum(open_count) as bigint) as open_count,
        cast(sum(waiting_count) as bigint) as waiting_count,
        cast(sum(answered_count) as bigint) as answered_count,
        max(median_working_seconds) as median_working_seconds,
        cast(sum(rated_count) as bigint) as rated_count,
        cast(sum(satisfied_count) as bigint) as satisfied_count
    from together
    where (cast(:only_key as text) is null or group_key = cast(:only_key as text))
        and (cast(:only_source as text) is null or group_source = cast(:only_source as text))
    group by group_source, group_key
),

busiest as (
    select *
    from summed
    order by answered_count + open_count desc, group_source, group_key
    limit coalesce(cast(:row_limit as bigint), 500)
)

select
    busiest.group_source,
    busiest.group_key,
    coalesce(customers.name, agents.name, busiest.group_key) as group_name,
    busiest.open_count,
    busiest.waiting_count,
    busiest.answered_count,
    busiest.median_working_seconds,
    busiest.rated_count,
    busiest.satisfied_count
from busiest
left join customers
    on cast(:dimension as text) = 'customer' and busiest.group_source = customers.source and busiest.group_key = customers.customer_id
left join agents
    on cast(:dimension as text) = 'agent' and busiest.group_source = agents.source and busiest.group_key = agents.agent_id
order by busiest.answered_count + busiest.open_count desc, busiest.group_source, busiest.group_key
