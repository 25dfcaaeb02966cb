-- Agents, as the tickets name them: made from several rows, so from no row of a file.
select distinct
    "Agent" as agent_id,
    "Agent" as name,
    null as source_file,
    null as source_row
from freshdesk_tickets
where "Agent" is not null and "Agent" <> 'No Agent'
