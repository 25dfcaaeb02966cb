-- purpose: Tickets of the same customer with the same subject, opened in the same minute: one export, two ids.
-- severity: doubtful
-- tolerance: 0.005
-- touches: overview queue
with counted as (
    select
        ticket_facts.source, ticket_facts.ticket_id, ticket_facts.opened_at,
        -- As the table holds it: of subjects that are no longer kept it still says which were the same.
        count(*) over (
            partition by ticket_facts.source, ticket_facts.customer_id, lower(tickets.subject), epoch_us(ticket_facts.opened_at) // 60000000
        ) > 1 as is_twice
    from ticket_facts
    inner join tickets on ticket_facts.source = tickets.source and ticket_facts.ticket_id = tickets.ticket_id
    where ticket_facts.excluded_reason is null and ticket_facts.customer_id is not null and tickets.subject is not null
)

select
    source,
    count(*) filter (where is_twice) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by opened_at desc, ticket_id) filter (where is_twice))[1:5] as examples
from counted
group by source
