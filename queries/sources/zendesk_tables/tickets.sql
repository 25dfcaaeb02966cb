-- One row per ticket. Nothing in it dates its end: that is in the history of its status.
with users as (
    select id, organization_id, lower(role) in ('agent', 'admin') as is_agent
    from user_data
    qualify row_number() over (partition by id order by updated_at desc nulls last, source_row desc) = 1
),

groups as (
    select id, name
    from group_data
    qualify row_number() over (partition by id order by updated_at desc nulls last, source_row desc) = 1
),

-- The ticket that stays names those that went into it.
merged as (
    select merged_id, max(id) as id
    from (select id, unnest(regexp_extract_all(merged_ticket_ids, '\d+')) as merged_id from ticket_data)
    where merged_id <> id
    group by merged_id
)

select
    ticket_data.id as ticket_id,
    ticket_data.id as number,
    coalesce(ticket_data.organization_id, requester.organization_id, 'user-' || ticket_data.requester_id) as customer_id,
    ticket_data.requester_id as contact_id,
    ticket_data.subject,
    ticket_data.via_channel as channel,
    coalesce(groups.name, ticket_data.group_id) as department,
    ticket_data.type as category,
    ticket_data.priority,
    ticket_data.assignee_id as agent_id,
    case
        when lower(ticket_data.status) <> 'deleted'
            and ticket_data.id in (select ticket_id from ticket_tag_data where lower(tag) = 'closed_by_merge') then 'merged'
        else ticket_data.status
    end as raw_status,
    ticket_data.created_at as opened_at,
    -- Only staff opens a ticket for somebody else.
    case
        when ticket_data.submitter_id is null then 'unknown'
        when coalesce(submitter.is_agent, ticket_data.submitter_id <> ticket_data.requester_id) then 'agent'
        else 'customer'
    end as opened_by,
    ticket_data.due_at,
    ticket_data.updated_at,
    merged.id as merged_into,
    ticket_data.source_file,
    ticket_data.source_row
from ticket_data
left join users as requester on ticket_data.requester_id = requester.id
left join users as submitter on ticket_data.submitter_id = submitter.id
left join groups on ticket_data.group_id = groups.id
left join merged on ticket_data.id = merged.merged_id
