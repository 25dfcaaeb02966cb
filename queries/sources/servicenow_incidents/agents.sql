-- Whoever held an incident: made from several rows, so from no row of a file.
select
    agent_id,
    'Resolver ' || agent_id as name,
    null as source_file,
    null as source_row
from (select distinct regexp_replace(assigned_to, '^Resolver +', '') as agent_id from servicenow_log)
where agent_id is not null
