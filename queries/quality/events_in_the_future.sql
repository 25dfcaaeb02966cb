-- purpose: Tickets with an event from after the export: it is ignored.
-- severity: doubtful
-- tolerance: 0
-- touches: overview queue
select
    source,
    count(*) filter (where has_future_event or excluded_reason = 'in_the_future') as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by opened_at desc, ticket_id) filter (where has_future_event or excluded_reason = 'in_the_future'))[1:5] as examples
from ticket_facts
group by source
