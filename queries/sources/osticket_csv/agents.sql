-- Agents, as the tickets name them: made from several rows, so from no row of a file.
select distinct
    "Agent Assigned" as agent_id,
    "Agent Assigned" as name,
    null as source_file,
    null as source_row
from osticket_tickets
where "Agent Assigned" is not null
