-- Owners, as the tickets name them: made from several rows, so from no row of a file.
select distinct
    "Owner" as agent_id,
    "Owner" as name,
    null as source_file,
    null as source_row
from zammad_tickets
where "Owner" is not null and "Owner" <> '-'
