-- purpose: Tickets whose parts are more than their whole: answered without an opening, reopened more often than closed.
-- severity: wrong
-- tolerance: 0
-- touches: response satisfaction
with crossed as (
    select
        source, ticket_id,
        count(*) filter (where kind = 'opened') as opened_count,
        count(*) filter (where kind in ('reopened', 'reopened_by_thanks')) as reopened_count,
        count(*) filter (where kind = 'closed') as closed_count
    from passages
    group by source, ticket_id
),

judged as (
    select
        ticket_facts.source, ticket_facts.ticket_id, ticket_facts.opened_at,
        coalesce(crossed.opened_count, 0) <> 1 and not ticket_facts.is_undated
        or coalesce(crossed.reopened_count > crossed.closed_count, false)
        or coalesce(crossed.closed_count > crossed.reopened_count + 1, false)
        or coalesce(ticket_facts.first_response_at < ticket_facts.opened_at, false)
        or coalesce(ticket_facts.last_resolved_at < ticket_facts.first_resolved_at, false) as is_odd
    from ticket_facts
    left join crossed on ticket_facts.source = crossed.source and ticket_facts.ticket_id = crossed.ticket_id
    where ticket_facts.excluded_reason is null
)

select
    source,
    count(*) filter (where is_odd) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by opened_at desc, ticket_id) filter (where is_odd))[1:5] as examples
from judged
group by source
