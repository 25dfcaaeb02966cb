-- purpose: Dated status changes by status: what the export says happened.
-- grain: one row per source and raw status
-- column source text: the helpdesk's instance
-- column raw_status text: in the helpdesk's own words
-- column event_count bigint [events]: status events
select source, raw_status, count(*) as event_count
from ticket_events
where kind = 'status'
group by source, raw_status
order by source, event_count desc, raw_status
