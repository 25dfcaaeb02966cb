-- One row per conversation. A resolved one is dated by its last resolution that the reports count.
with resolutions as (
    select conversation_id, max(event_end_time) as resolved_at
    from cw_reporting_events
    where name = 'conversation_resolved'
    group by conversation_id
),

spoken as (
    select
        conversation_id,
        arg_min(message_type = '1', cast(id as bigint)) as is_by_agent,
        arg_max(message_type = '1', cast(id as bigint)) as is_answered
    from cw_messages
    where not parse_boolean(private) and (
        message_type = '0'
        or message_type = '1' and sender_type = 'User' and status <> '3' and content_type <> '9'
        and not coalesce(parse_boolean(automation), false)
    )
    group by conversation_id
),

labels as (
    select taggable_id as conversation_id, string_agg(distinct label, ', ' order by label) as names
    from cw_labels
    group by taggable_id
)

select
    conversations.id as ticket_id,
    conversations.display_id as number,
    conversations.contact_id as customer_id,
    conversations.contact_id,
    conversations.mail_subject as subject,
    cw_inboxes.channel_type as channel,
    coalesce(cw_teams.name, cw_inboxes.name) as department,
    labels.names as category,
    case conversations.priority
        when '0' then 'low' when '1' then 'medium' when '2' then 'high' when '3' then 'urgent' else conversations.priority
    end as priority,
    conversations.assignee_id as agent_id,
    case conversations.status
        when '0' then if(spoken.is_answered, 'open (answered)', 'open')
        when '1' then 'resolved' when '2' then 'pending' when '3' then 'snoozed' else conversations.status
    end as raw_status,
    conversations.created_at as opened_at,
    if(spoken.is_by_agent, 'agent', 'customer') as opened_by,
    conversations.first_reply_created_at as first_response_at,
    if(conversations.status = '1', resolutions.resolved_at, null) as resolved_at,
    greatest(conversations.updated_at, conversations.last_activity_at) as updated_at,
    conversations.source_file,
    conversations.source_row
from cw_conversations as conversations
left join resolutions on conversations.id = resolutions.conversation_id
left join spoken on conversations.id = spoken.conversation_id
left join labels on conversations.id = labels.conversation_id
left join cw_inboxes on conversations.inbox_id = cw_inboxes.id
left join cw_teams on conversations.team_id = cw_teams.id
