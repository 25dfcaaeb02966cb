-- One row per ticket. A status may carry its pipeline behind it ("New (Support Pipeline)"): the bare word counts.
select
    "Ticket ID" as ticket_id,
    "Ticket ID" as number,
    coalesce("Associated Company", "Associated Contact") as customer_id,
    "Ticket name" as subject,
    "Source" as channel,
    "Pipeline" as department,
    "Category" as category,
    "Priority" as priority,
    "Ticket owner" as agent_id,
    trim(regexp_replace("Ticket status", '\s*\([^()]*\)$', '')) as raw_status,
    "Create date" as opened_at,
    "First agent email response date" as first_response_at,
    "Close date" as closed_at,
    "Last modified date" as updated_at,
    source_file,
    source_row
from hubspot_tickets
