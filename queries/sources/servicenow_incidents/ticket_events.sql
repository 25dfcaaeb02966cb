-- Every snapshot is one event: the state it shows, with the group and the person that held the incident then.
select
    regexp_replace(number, '^INC', '') as ticket_id,
    sys_updated_at as occurred_at,
    try_cast(sys_mod_count as bigint) as sequence,
    'status' as kind,
    state as raw_status,
    regexp_replace(assignment_group, '^Group +', '') as department,
    regexp_replace(assigned_to, '^Resolver +', '') as agent_id,
    source_file,
    source_row
from servicenow_log
