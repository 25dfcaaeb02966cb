-- One row per incident: its last snapshot. Numbers come bare ("0000045") or with their prefix ("INC0000045");
-- people and groups likewise ("56", "Group 56"): both spellings are one ticket, one group.
select
    regexp_replace(number, '^INC', '') as ticket_id,
    number,
    regexp_replace(caller_id, '^Caller +', '') as customer_id,
    contact_type as channel,
    regexp_replace(assignment_group, '^Group +', '') as department,
    regexp_replace(category, '^Category +', '') as category,
    regexp_replace(priority, ' - .*$', '') as priority,
    cmdb_ci as service,
    regexp_replace(assigned_to, '^Resolver +', '') as agent_id,
    state as raw_status,
    opened_at,
    sys_updated_at as updated_at,
    source_file,
    source_row
from servicenow_log
qualify row_number() over (
    partition by regexp_replace(number, '^INC', '')
    order by try_cast(sys_mod_count as bigint) desc, sys_updated_at desc, number desc, source_row desc
) = 1
