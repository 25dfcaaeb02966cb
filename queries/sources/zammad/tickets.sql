-- One row per ticket. "close_at" is the first closing and stays when a ticket is reopened; the last one is kept beside it.
with history as (
    select
        o_id as ticket_id,
        arg_max(id_to, source_row) filter (where type = 'merged_into') as merged_into,
        arg_max(created_by_id, source_row) filter (where attribute = 'state') as changed_state_by
    from za_histories
    group by o_id
),

tags as (
    select o_id as ticket_id, string_agg(distinct tag, ', ' order by tag) as names
    from za_tags
    group by o_id
)

select
    tickets.id as ticket_id,
    tickets.number,
    coalesce('org-' || tickets.organization_id, 'user-' || tickets.customer_id) as customer_id,
    tickets.customer_id as contact_id,
    tickets.title as subject,
    tickets.channel,
    coalesce(za_groups.name, tickets.group_id) as department,
    tags.names as category,
    coalesce(za_priorities.name, tickets.priority_id) as priority,
    -- Owner 1 is nobody.
    nullif(tickets.owner_id, '1') as agent_id,
    coalesce(za_states.name, tickets.state_id) as raw_status,
    tickets.created_at as opened_at,
    case lower(tickets.opened_by) when 'customer' then 'customer' when 'agent' then 'agent' else 'unknown' end as opened_by,
    tickets.first_response_at,
    if(za_states.state_type in ('closed', 'merged', 'removed'), coalesce(tickets.last_close_at, tickets.close_at), null) as closed_at,
    case
        when coalesce(za_states.state_type, '') not in ('closed', 'merged', 'removed') then null
        when history.changed_state_by = '1' then 'robot'
        when history.changed_state_by = tickets.customer_id then 'customer'
        when history.changed_state_by is not null then 'agent'
    end as closed_by,
    tickets.close_escalation_at as due_at,
    tickets.updated_at,
    history.merged_into,
    tickets.source_file,
    tickets.source_row
from za_tickets as tickets
left join history on tickets.id = history.ticket_id
left join tags on tickets.id = tags.ticket_id
left join za_groups on tickets.group_id = za_groups.id
left join za_states on tickets.state_id = za_states.id
left join za_priorities on tickets.priority_id = za_priorities.id
