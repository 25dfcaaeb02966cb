-- purpose: Tickets in a status that nothing maps: they count as open.
-- severity: wrong
-- tolerance: 0
-- touches: queue status stale overview
select
    source,
    cast(coalesce(sum(ticket_count) filter (where state = 'unknown'), 0) as bigint) as found_count,
    cast(sum(ticket_count) as bigint) as checked_count,
    (array_agg(raw_status order by ticket_count desc) filter (where state = 'unknown' and ticket_count > 0))[1:5] as examples
from statuses
group by source
having sum(ticket_count) > 0
