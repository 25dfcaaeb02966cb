-- One row per ticket. "First Response In Min" and its like count business minutes of the helpdesk: they are not read.
-- A ticket that was reopened keeps its closing time: only a closed one is dated by it.
select
    "#" as ticket_id,
    "#" as number,
    coalesce(nullif("Organization", '-'), nullif("Customer", '-')) as customer_id,
    "Title" as subject,
    "Create Channel" as channel,
    "Group" as department,
    "Priority" as priority,
    nullif("Owner", '-') as agent_id,
    "State" as raw_status,
    "Created At" as opened_at,
    case lower("Sender") when 'customer' then 'customer' when 'agent' then 'agent' else 'unknown' end as opened_by,
    "First Response At" as first_response_at,
    if(lower("State") in ('closed', 'merged', 'removed'), "Closed At", null) as closed_at,
    "Escalation At" as due_at,
    "Updated At" as updated_at,
    source_file,
    source_row
from zammad_tickets
