-- Owners, as the tickets name them: made from several rows, so from no row of a file.
select distinct
    "Ticket owner" as agent_id,
    "Ticket owner" as name,
    null as source_file,
    null as source_row
from hubspot_tickets
where "Ticket owner" is not null
