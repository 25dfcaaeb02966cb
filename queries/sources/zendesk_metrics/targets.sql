-- Service-level targets, in minutes. About a third of them name tickets that the export does not hold.
select
    sla_event_id as target_id,
    ticket_id,
    metric,
    sla_applied_at as applied_at,
    cast(round(parse_number(target) * 60) as bigint) as target_seconds,
    case when parse_boolean(in_business_hours) then 'working' else 'calendar' end as clock,
    sla_breach_at as due_at,
    cast(round(parse_number(sla_elapsed_time) * 60) as bigint) as elapsed_seconds,
    parse_boolean(is_sla_breach) as is_breached,
    source_file,
    source_row
from zendesk_targets
