-- One row per ticket. `first_solved_at` is the only closing time there is; a closed ticket without it stays undated.
select
    ticket_id,
    ticket_id as number,
    requester_organization as customer_id,
    ticket_channel as channel,
    ticket_group as department,
    ticket_type as category,
    ticket_priority as priority,
    ticket_brand as service,
    assignee_name as agent_id,
    status as raw_status,
    created_at as opened_at,
    case lower(submitter_role) when 'end-user' then 'customer' when 'agent' then 'agent' when 'admin' then 'agent' else 'unknown' end as opened_by,
    created_at + to_microseconds(cast(round(parse_number(first_reply_time_calendar_minutes) * 60) as bigint) * 1000000) as first_response_at,
    first_solved_at as resolved_at,
    source_file,
    source_row
from zendesk_tickets
