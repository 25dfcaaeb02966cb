-- purpose: Tickets closed at an unknown time: they are in no past stock and in no flow.
-- severity: doubtful
-- tolerance: 0.01
-- touches: queue status response
select
    source,
    count(*) filter (where is_undated) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by opened_at desc, ticket_id) filter (where is_undated))[1:5] as examples
from ticket_facts
where excluded_reason is null
group by source
