-- purpose: Tickets of the same customer with the same subject, opened in the same minute: one export, two ids.
-- severity: doubtful
-- tolerance: 0.005
-- touches: overview queue
with counted as (
    select
        source, ticket_id, opened_at,
        count(*) over (partition by source, customer_id, lower(subject), epoch_us(opened_at) // 60000000) > 1 as is_twice
    from ticket_facts
    where excluded_reason is null and customer_id is not null and subject is not null
)

select
    source,
    count(*) filter (where is_twice) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by opened_at desc, ticket_id) filter (where is_twice))[1:5] as examples
from counted
group by source
