-- purpose: Tickets whose last change is in a minute that they share with at least fifty others: a nightly job, no activity.
-- severity: note
-- tolerance: 0.05
-- touches: stale
with crowded as (
    select
        source, ticket_id, updated_at,
        count(*) over (partition by source, epoch_us(updated_at) // 60000000) > 50 as is_crowded
    from tickets
    where updated_at is not null
)

select
    source,
    count(*) filter (where is_crowded) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by updated_at desc) filter (where is_crowded))[1:5] as examples
from crowded
group by source
