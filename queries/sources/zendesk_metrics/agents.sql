-- Assignees, as the tickets name them: made from several rows, so from no row of a file.
select distinct
    assignee_name as agent_id,
    assignee_name as name,
    null as source_file,
    null as source_row
from zendesk_tickets
where assignee_name is not null
