-- purpose: Open tickets that have a date of solution: reopened at an unknown time, they count as open throughout.
-- severity: doubtful
-- tolerance: 0.01
-- touches: queue status response
select
    source,
    count(*) filter (where has_unknown_reopening) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by opened_at desc, ticket_id) filter (where has_unknown_reopening))[1:5] as examples
from ticket_facts
where excluded_reason is null
group by source
