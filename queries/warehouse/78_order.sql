-- The waits with what dashboard/importing/facts/order.py found of them, and why they were overtaken: a priority that staff set on
-- the first of the overtakers; else evidence that we had asked for by then; else nothing that the data tell.
insert into waits by name
with reasons as (
    select
        wait_order.wait_key,
        overtaker.ticket_id as overtaker_id,
        overtaker.is_prioritised,
        staff_priorities.agent_id as priority_agent_id,
        staff_priorities.set_at,
        min(evidence_asked.happened_at) filter (
            where evidence_asked.happened_at between wait_traces.started_at and wait_order.overtaken_at
        ) as asked_at
    from wait_order
    inner join wait_traces on wait_order.wait_key = wait_traces.wait_key
    inner join wait_traces as overtaker on wait_order.overtaker_key = overtaker.wait_key
    left join staff_priorities
        on overtaker.ticket_key = staff_priorities.ticket_key and overtaker.is_prioritised
    left join evidence_asked on wait_traces.ticket_key = evidence_asked.ticket_key
    group by all
),

askers as (
    select reasons.wait_key, min(ticket_events.agent_id) as agent_id
    from reasons
    inner join wait_traces on reasons.wait_key = wait_traces.wait_key
    inner join ticket_events
        on wait_traces.source = ticket_events.source and wait_traces.ticket_id = ticket_events.ticket_id
        and reasons.asked_at = ticket_events.occurred_at
    where ticket_events.kind = 'message' and ticket_events.author = 'agent'
    group by reasons.wait_key
)

select
    wait_traces.source,
    wait_traces.ticket_id,
    wait_traces.started_at,
    wait_order.started_working_seconds,
    wait_traces.entered_at,
    wait_order.entered_working_seconds,
    wait_traces.seen_at as served_at,
    case when isfinite(wait_traces.seen_at) then local_day(wait_traces.seen_at) end as served_day,
    wait_order.served_working_seconds,
    wait_traces.is_picked_up,
    wait_traces.is_moved,
    wait_order.overtaken_at,
    if(wait_order.overtaken_at is not null and wait_order.overtaken_count = 0, wait_traces.seen_at, null) as cleared_at,
    wait_order.overtaken_count,
    wait_order.priority_count,
    reasons.overtaker_id,
    case
        when wait_order.overtaken_at is null then null
        when reasons.is_prioritised then 'priority'
        when reasons.asked_at is not null then 'evidence'
        else 'none'
    end as overtaken_reason,
    if(reasons.is_prioritised, reasons.priority_agent_id, askers.agent_id) as reason_agent_id,
    if(reasons.is_prioritised, reasons.set_at, reasons.asked_at) as reason_at,
    if(wait_traces.calendar = 0, '', wait_traces.department) as calendar,
    wait_traces.department,
    wait_traces.channel,
    wait_traces.support_level,
    wait_traces.agent_id,
    wait_traces.customer_id
from wait_traces
inner join wait_order on wait_traces.wait_key = wait_order.wait_key
left join reasons on wait_traces.wait_key = reasons.wait_key
left join askers on wait_traces.wait_key = askers.wait_key
-- A page asks for a period and for what waits now.
order by served_at, started_at;
