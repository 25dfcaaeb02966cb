-- purpose: Satisfaction and response rate by department, channel, level, category, wait band or agent.
-- metric: csat_by_group
-- grain: one row per group
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param band_edges_seconds bigint[]: upper edges of the wait bands but the last, working seconds
-- param dimension text: department, channel, level, category, band or agent
-- param only_group text: only this group; of agents, source~id
-- column group_key text: the group; empty = in none
-- column group_name text: as people call it; of a band its number
-- column rated_count bigint [tickets]: rated in the period
-- column satisfied_count bigint [tickets]: of those, with a normalised score of 4 or more
-- column eligible_count bigint [tickets]: asked in the period; where asking is unknown, resolved
-- column answered_count bigint [tickets]: of those, rated by as_of
with /* part rated */,

/* part asked */,

rated_groups as (
    select
        /* part rating_group */ as group_key,
        count(*) as rated_count,
        count(*) filter (where is_satisfied) as satisfied_count
    from rated
    group by group_key
),

asked_groups as (
    select
        /* part rating_group */ as group_key,
        count(*) as eligible_count,
        count(*) filter (where is_rated) as answered_count
    from asked
    group by group_key
),

grouped as (
    select
        coalesce(rated_groups.group_key, asked_groups.group_key) as group_key,
        coalesce(rated_groups.rated_count, 0) as rated_count,
        coalesce(rated_groups.satisfied_count, 0) as satisfied_count,
        coalesce(asked_groups.eligible_count, 0) as eligible_count,
        coalesce(asked_groups.answered_count, 0) as answered_count
    from rated_groups
    full join asked_groups on rated_groups.group_key = asked_groups.group_key
)

select
    grouped.group_key,
    nullif(coalesce(agents.name, agents.agent_id, grouped.group_key), '') as group_name,
    grouped.rated_count,
    grouped.satisfied_count,
    grouped.eligible_count,
    grouped.answered_count
from grouped
left join agents
    on cast(:dimension as text) = 'agent' and grouped.group_key = agents.source || '~' || agents.agent_id
where cast(:only_group as text) is null or grouped.group_key = cast(:only_group as text)
order by group_name, grouped.group_key
