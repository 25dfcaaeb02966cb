-- Messages, notes and surveys; statuses, holders and teams. Chatwoot tells these in sentences within the conversation, in the
-- language of the account (English and Portuguese are understood), and its reports count resolutions and reopenings.
-- A customer who writes to a resolved or snoozed
-- conversation reopens it.
with people as (
    select lower(name) as name, min(id) as id from cw_users group by lower(name)
    union
    select lower(display_name), min(id) from cw_users where display_name is not null group by lower(display_name)
),

named as (
    select name, min(id) as id from people group by name
),

files as (
    -- 0 is an image, 1 sound, 2 a video; their names may be missing.
    select
        message_id,
        string_agg(coalesce(
            file_name,
            case file_type when '0' then 'image.' || coalesce(extension, 'png') when '1' then 'audio' when '2' then 'video' else 'file' end
        ), '|' order by source_row) as names
    from cw_attachments
    group by message_id
),

sentences as (
    select
        conversation_id, created_at, content, source_file, source_row,
        case
            when regexp_matches(content, '(?i)^Conversation was (marked )?resolved') then 'resolved'
            when regexp_matches(content, '(?i)^(A )?conversa foi (marcada como )?resolvida') then 'resolved'
            when regexp_matches(content, '(?i)^(Conversation was (reopened|marked open)|System reopened)') then 'open'
            when regexp_matches(content, '(?i)^((A )?conversa foi (reaberta|(marcada como )?aberta)|O sistema reabriu)') then 'open'
            when regexp_matches(content, '(?i)^(Conversation was marked as|(A )?conversa foi marcada como) pend(ing|ente)') then 'pending'
            when regexp_matches(content, '(?i)^(Conversation was snoozed|(A )?conversa foi adiada)') then 'snoozed'
        end as status_entered,
        regexp_matches(content, '(?i)^(Conversation was resolved by|(A )?conversa foi resolvida por)') as is_by_contact,
        regexp_matches(content, '(?i)^(Conversation unassigned by|Conversa desatribuída por) ') as is_unassigned,
        regexp_matches(content, '(?i)^(Unassigned from|Desatribuído de) ') as has_left_team,
        regexp_extract(content, '(?i)^(?:Assigned to|Atribuído a) (.+?)(?: via .+?)? (?:by|por) ', 1) as assignee,
        regexp_extract(content, '(?i)^(?:Assigned to|Atribuído a) .+? via (.+?) (?:by|por) ', 1) as via_team,
        regexp_extract(content, '(?i)^(.+) (?:self-assigned this conversation|atribuiu a si mesmo essa conversa)', 1) as self_assigned,
        regexp_extract(content, '(?i)(?:the priority|a prioridade)(?: from \w+| de \w+)? (?:to|para) (\w+)', 1) as priority_set,
        coalesce(
            nullif(regexp_extract(content, '(?i)^(.+?) (?:self-assigned|atribuiu|set the priority|changed the priority|definiu a|mudou a)', 1), ''),
            regexp_extract(content, '(?i) (?:by|por) (.+?)(?: \(.*\)|: .*| due to .*| por inatividade)?$', 1)
        ) as actor
    from cw_messages
    where message_type = '2'
),

told as (
    select
        sentences.*,
        case
            when sentences.is_by_contact then 'customer'
            when acting.id is not null then 'agent'
            else 'robot'
        end as author,
        assigned.id as assignee_id,
        case
            when has_left_team then cw_inboxes.name
            when via_team <> '' then via_team
            when assigned.id is null then cw_teams.name
        end as team_entered
    from sentences
    left join cw_conversations on sentences.conversation_id = cw_conversations.id
    left join cw_inboxes on cw_conversations.inbox_id = cw_inboxes.id
    left join cw_teams on lower(sentences.assignee) = lower(cw_teams.name)
    left join named as acting on lower(sentences.actor) = acting.name
    left join named as assigned on lower(coalesce(nullif(sentences.self_assigned, ''), sentences.assignee)) = assigned.name
),

counted as (
    select
        event.conversation_id,
        event.event_end_time as created_at,
        if(event.name = 'conversation_resolved', 'resolved', 'open') as status_entered,
        event.source_file,
        event.source_row
    from cw_reporting_events as event
    anti join told
        on event.conversation_id = told.conversation_id
        and if(event.name = 'conversation_resolved', 'resolved', 'open') = told.status_entered
        and told.created_at between event.event_end_time - interval 60 second and event.event_end_time + interval 60 second
),

statuses as (
    select conversation_id, created_at, status_entered from told where status_entered is not null
    union all
    select conversation_id, created_at, status_entered from counted
),

firsts as (
    select conversation_id, arg_min(status_entered, created_at) as status_entered, min(created_at) as created_at
    from statuses
    group by conversation_id
),

-- Where the first status that was entered is "open", and not at once, a bot had it before.
beginnings as (
    select
        conversations.id as conversation_id,
        conversations.created_at,
        case
            when firsts.status_entered = 'open' and firsts.created_at > conversations.created_at + interval 60 second then 'pending'
            when firsts.status_entered is null and conversations.status = '2' then 'pending'
            else 'open'
        end as status_entered,
        conversations.source_file,
        conversations.source_row
    from cw_conversations as conversations
    left join firsts on conversations.id = firsts.conversation_id
),

spoken as (
    select
        messages.*,
        case
            when messages.message_type = '0' then 'customer'
            when messages.message_type = '1' and messages.sender_type = 'User' and not coalesce(parse_boolean(messages.automation), false)
                then 'agent'
            else 'robot'
        end as author,
        -- What could not be delivered (3) is no answer and no question.
        case
            when parse_boolean(messages.private) or messages.status = '3' and messages.message_type <> '0' then 'note'
            when messages.content_type = '9' then 'rating_request'
            when messages.message_type in ('0', '1', '3') then 'message'
            else 'message type ' || messages.message_type
        end as kind
    from cw_messages as messages
    where messages.message_type <> '2'
),

-- But for those to whom it stays closed (they were muted): there, it is the last that was told and the present status.
reopening as (
    select spoken.conversation_id, spoken.created_at, spoken.source_file, spoken.source_row
    from spoken
    asof inner join statuses on spoken.conversation_id = statuses.conversation_id and spoken.created_at > statuses.created_at
    inner join cw_conversations as conversations on spoken.conversation_id = conversations.id
    where spoken.message_type = '0' and statuses.status_entered in ('resolved', 'snoozed') and (
        conversations.status <> if(statuses.status_entered = 'resolved', '1', '3')
        or exists (from statuses as later where later.conversation_id = spoken.conversation_id and later.created_at > spoken.created_at)
    )
),

standing as (
    select conversation_id, created_at, status_entered from beginnings
    union all
    select conversation_id, created_at, status_entered from statuses
    union all
    select conversation_id, created_at, 'open' from reopening
),

-- Nothing tells that an open conversation was answered but its messages.
answered as (
    select spoken.*
    from spoken
    asof inner join standing on spoken.conversation_id = standing.conversation_id and spoken.created_at >= standing.created_at
    where spoken.kind = 'message' and spoken.author <> 'robot' and standing.status_entered = 'open'
)

select
    spoken.conversation_id as ticket_id,
    spoken.created_at as occurred_at,
    10 as sequence,
    spoken.kind,
    spoken.author,
    cast(null as text) as author_email,
    case when spoken.author = 'agent' then spoken.sender_id when spoken.sender_type = 'AgentBot' then 'bot-' || spoken.sender_id end as agent_id,
    cast(null as text) as raw_status,
    cast(null as text) as department,
    cast(null as text) as priority,
    spoken.content as body,
    files.names as attachment_names,
    spoken.source_file,
    spoken.source_row
from spoken
left join files on spoken.id = files.message_id
union all
select conversation_id, created_at, 0, 'status', 'robot', null, null, status_entered, null, null, null, null, source_file, source_row
from beginnings
union all
select conversation_id, created_at, 5, 'status', 'customer', null, null, 'open', null, null, null, null, source_file, source_row
from reopening
union all
select
    conversation_id, created_at, 11, 'status', author, null, null, if(author = 'agent', 'open (answered)', 'open'),
    null, null, null, null, source_file, source_row
from answered
union all
select conversation_id, created_at, 20, 'status', 'robot', null, null, status_entered, null, null, null, null, source_file, source_row
from counted
union all
select
    conversation_id, created_at, 20,
    case
        when status_entered is not null then 'status'
        when assignee_id is not null or is_unassigned then 'assignment'
        when team_entered is not null then 'transfer'
        else 'note'
    end,
    author, null, assignee_id, status_entered,
    if(assignee_id is null and not is_unassigned, team_entered, null),
    nullif(priority_set, ''), content, null, source_file, source_row
from told
union all
select conversation_id, created_at, 21, 'transfer', author, null, null, null, team_entered, null, null, null, source_file, source_row
from told
where assignee_id is not null and team_entered is not null
