-- One row per ticket. A ticket that was reopened keeps its times of solving: only a finished one is dated by them.
select
    "Ticket ID" as ticket_id,
    "Ticket ID" as number,
    coalesce("Company Name", "Full name") as customer_id,
    "Subject" as subject,
    "Source" as channel,
    "Group" as department,
    "Type" as category,
    "Priority" as priority,
    "Product" as service,
    nullif("Agent", 'No Agent') as agent_id,
    "Status" as raw_status,
    "Created time" as opened_at,
    "Initial response time" as first_response_at,
    if(lower("Status") in ('resolved', 'closed'), "Resolved time", null) as resolved_at,
    if(lower("Status") = 'closed', "Closed time", null) as closed_at,
    "Due by Time" as due_at,
    "Last update time" as updated_at,
    source_file,
    source_row
from freshdesk_tickets
