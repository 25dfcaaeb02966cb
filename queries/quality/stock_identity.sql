-- purpose: Days on which the stock summed from the flows is not the stock of the open spells.
-- severity: wrong
-- tolerance: 0
-- touches: overview queue status
with moved as (
    select source, day, sum(case
        when kind in ('opened', 'reopened', 'reopened_by_thanks', 'moved_in') then passage_count
        when kind in ('closed', 'moved_out') then -passage_count
        else 0
    end) as change
    from daily_flows
    group by source, day
),

summed as (
    select source, day, sum(change) over (partition by source order by day) as flow_count from moved
),

began as (
    select source, local_day(started_at) as day, 1 as change from spells where is_open
    union all
    select source, local_day(ended_at) as day, -1 as change from spells where is_open and ended_at < timestamptz 'infinity'
),

standing as (
    select source, day, sum(sum(change)) over (partition by source order by day) as spell_count from began group by source, day
)

select
    summed.source,
    count(*) filter (where summed.flow_count <> standing.spell_count) as found_count,
    count(*) as checked_count,
    (array_agg(cast(summed.day as text) order by summed.day) filter (where summed.flow_count <> standing.spell_count))[1:5] as examples
from summed
asof inner join standing on summed.source = standing.source and summed.day >= standing.day
group by summed.source
