-- purpose: Open statuses that should wait for the customer, where the customer spoke last too often.
-- severity: doubtful
-- tolerance: 0
-- touches: queue stale status
select
    source,
    count(*) filter (where is_odd) as found_count,
    count(*) as checked_count,
    (array_agg(raw_status order by ticket_count desc) filter (where is_odd))[1:5] as examples
from (
    select
        source, raw_status, ticket_count,
        spoken_count >= 20 and 100 * agent_spoke_last_count < getvariable('waiting_agent_last_percent') * spoken_count as is_odd
    from statuses
    where state = 'waiting_customer' and spoken_count > 0
)
group by source
