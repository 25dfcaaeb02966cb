-- purpose: Tickets without any message, in a source that brings messages: whose turn it is rests on the status alone.
-- severity: doubtful
-- tolerance: 0.05
-- touches: queue stale response
with spoken as (
    select distinct source, ticket_id from ticket_events where kind = 'message'
),

looked_at as (
    select
        ticket_facts.source,
        ticket_facts.ticket_id,
        ticket_facts.opened_at,
        spoken.ticket_id is null as is_silent
    from ticket_facts
    inner join sources on ticket_facts.source = sources.source and sources.has_messages
    left join spoken on ticket_facts.source = spoken.source and ticket_facts.ticket_id = spoken.ticket_id
    where ticket_facts.excluded_reason is null and not ticket_facts.is_undated
)

select
    source,
    count(*) filter (where is_silent) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by opened_at desc, ticket_id) filter (where is_silent))[1:5] as examples
from looked_at
group by source
