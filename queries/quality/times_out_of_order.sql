-- purpose: Tickets that end before they begin, by their own columns.
-- severity: wrong
-- tolerance: 0.001
-- touches: status response
select
    source,
    count(*) filter (where is_odd) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by opened_at desc, ticket_id) filter (where is_odd))[1:5] as examples
from (
    select
        source, ticket_id, opened_at,
        coalesce(closed_at < opened_at, false)
        or coalesce(resolved_at < opened_at, false)
        or coalesce(closed_at < resolved_at, false)
        or coalesce(first_response_at < opened_at, false) as is_odd
    from tickets
)
group by source
