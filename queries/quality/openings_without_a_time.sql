-- purpose: Tickets opened exactly as their day begins: where most are, the export holds days alone, and waits are whole days.
-- severity: doubtful
-- tolerance: 0.5
-- touches: response queue rights
with looked_at as (
    select
        source,
        ticket_id,
        opened_at,
        opened_at = timezone(getvariable('zone'), cast(local_day(opened_at) as timestamp)) as is_day
    from ticket_facts
    where excluded_reason is null and not is_undated
)

select
    source,
    count(*) filter (where is_day) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by opened_at desc, ticket_id) filter (where is_day))[1:5] as examples
from looked_at
group by source
