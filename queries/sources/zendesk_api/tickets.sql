-- One row per ticket. It has no closing time of its own: the metrics or the audits tell it. A ticket that was reopened
-- keeps its time of solving: only a finished one is dated by it.
with metrics as (
    select
        ticket_id,
        max(solved_at) as solved_at,
        min(parse_number("reply_time_in_minutes.calendar")) as reply_minutes
    from api_metrics
    group by ticket_id
)

select
    id as ticket_id,
    id as number,
    coalesce(organization_id, 'user-' || requester_id) as customer_id,
    requester_id as contact_id,
    subject,
    "via.channel" as channel,
    group_id as department,
    type as category,
    priority,
    assignee_id as agent_id,
    status as raw_status,
    created_at as opened_at,
    created_at + to_minutes(cast(metrics.reply_minutes as bigint)) as first_response_at,
    if(lower(status) in ('solved', 'closed'), metrics.solved_at, null) as resolved_at,
    due_at,
    updated_at,
    source_file,
    source_row
from api_tickets
left join metrics on api_tickets.id = metrics.ticket_id
