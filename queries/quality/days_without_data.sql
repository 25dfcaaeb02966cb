-- purpose: Working days on which no ticket was opened, though on nearly every other one some were.
-- severity: doubtful
-- tolerance: 0.01
-- touches: overview queue response
with opened as (
    select source, opened_day as day, count(*) as opened_count from ticket_facts group by source, opened_day
),

spans as (
    select source, min(day) as first_day, max(day) as last_day, sum(opened_count) / count(*) as usual_count from opened group by source
),

working_days as (
    select distinct local_day(starts_at) as day from working_intervals where calendar = ''
),

looked_at as (
    select spans.source, working_days.day, opened.day is null as is_empty
    from spans
    inner join working_days on working_days.day between spans.first_day and spans.last_day
    left join opened on spans.source = opened.source and working_days.day = opened.day
    where spans.usual_count >= 5
)

select
    source,
    count(*) filter (where is_empty) as found_count,
    count(*) as checked_count,
    (array_agg(cast(day as text) order by day desc) filter (where is_empty))[1:5] as examples
from looked_at
group by source
