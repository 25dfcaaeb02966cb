-- purpose: Tickets whose events go back in time by more than an hour in the order in which they were recorded.
-- severity: doubtful
-- tolerance: 0.005
-- touches: response status
with ordered as (
    select
        source, ticket_id, occurred_at,
        seconds_between(
            lag(occurred_at) over (partition by source, ticket_id order by sequence, rowid), occurred_at
        ) < -3600 as is_back
    from ticket_events
    where sequence is not null
),

jumped as (
    select source, ticket_id, coalesce(bool_or(is_back), false) as is_odd, max(occurred_at) as last_at
    from ordered
    group by source, ticket_id
)

select
    source,
    count(*) filter (where is_odd) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by last_at desc) filter (where is_odd))[1:5] as examples
from jumped
group by source
