-- One row per ticket. The subject and the priority stand in the fields of its form. A ticket is merged where it has a parent
-- and is not only linked to it (bit 8 of the flags).
with threads as (
    select object_id as ticket_id, id as thread_id
    from os_thread
),

named as (
    select threads.ticket_id, os_event.name, event.timestamp, event.source_row, event.uid, event.uid_type
    from os_thread_event as event
    inner join threads on event.thread_id = threads.thread_id
    inner join os_event on event.event_id = os_event.id
),

acted as (
    select
        ticket_id,
        arg_max(if(coalesce(uid, '0') = '0', 'robot', if(uid_type = 'U', 'customer', 'agent')), (timestamp, source_row))
            filter (where name = 'closed') as closed_by,
        bool_or(name = 'created' and uid_type = 'S' and coalesce(uid, '0') <> '0') as is_opened_by_staff
    from named
    group by ticket_id
),

told as (
    select
        os_ticket.*,
        os_ticket_status.name as status_name,
        os_ticket_status.state,
        coalesce(os_ticket.ticket_pid, '0') <> '0' and (cast(coalesce(os_ticket.flags, '0') as bigint) & 8) = 0 as is_merged
    from os_ticket
    left join os_ticket_status on os_ticket.status_id = os_ticket_status.id
)

select
    told.ticket_id,
    told.number,
    if(coalesce(os_user.org_id, '0') = '0', 'user-' || nullif(told.user_id, '0'), 'org-' || os_user.org_id) as customer_id,
    nullif(told.user_id, '0') as contact_id,
    os_ticket_cdata.subject,
    told.source as channel,
    coalesce(os_department.name, nullif(told.dept_id, '0')) as department,
    os_help_topic.topic as category,
    coalesce(os_ticket_priority.priority, os_ticket_cdata.priority) as priority,
    nullif(told.staff_id, '0') as agent_id,
    case
        when told.is_merged then 'merged'
        when told.state = 'open' and parse_boolean(told.isanswered) then told.status_name || ' (answered)'
        else coalesce(told.status_name, told.status_id)
    end as raw_status,
    told.created as opened_at,
    if(acted.is_opened_by_staff, 'agent', 'customer') as opened_by,
    if(told.state in ('closed', 'archived'), told.closed, null) as closed_at,
    if(told.state in ('closed', 'archived'), acted.closed_by, null) as closed_by,
    coalesce(told.duedate, told.est_duedate) as due_at,
    greatest(told.updated, told.lastupdate) as updated_at,
    if(told.is_merged, told.ticket_pid, null) as merged_into,
    told.source_file,
    told.source_row
from told
left join os_user on told.user_id = os_user.id
left join os_ticket_cdata on told.ticket_id = os_ticket_cdata.ticket_id
left join os_ticket_priority on os_ticket_cdata.priority = os_ticket_priority.priority_id
left join os_department on told.dept_id = os_department.id
left join os_help_topic on told.topic_id = os_help_topic.topic_id
left join acted on told.ticket_id = acted.ticket_id
