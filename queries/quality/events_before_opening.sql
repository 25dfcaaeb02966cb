-- purpose: Tickets with an event from before their opening: it counts at the opening.
-- severity: doubtful
-- tolerance: 0.01
-- touches: response status
select
    source,
    count(*) filter (where has_early_event) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by opened_at desc, ticket_id) filter (where has_early_event))[1:5] as examples
from ticket_facts
group by source
