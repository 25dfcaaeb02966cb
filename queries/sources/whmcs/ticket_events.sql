-- What was said, noted and logged. A customer's reply sets "Customer-Reply" and a staff one "Answered" without a word in the
-- log, unless the log names another status within seconds of it.
with admins as (
    select id, lower(trim(concat_ws(' ', firstname, lastname))) as name, email
    from tbladmins
    union
    select id, lower(username), email
    from tbladmins
),

named as (
    select name, min(id) as id, min(email) as email
    from admins
    where name <> ''
    group by name
),

logged as (
    select
        tid, date, action, source_file, source_row,
        regexp_extract(action, '(?i)^Status changed to (.+?)( \(by .*\))?$', 1) as status_entered,
        regexp_extract(action, '(?i)^Department changed to (.+?)( \(by .*\))?$', 1) as department_entered,
        regexp_extract(action, '(?i)^Priority changed to (.+?)( \(by .*\))?$', 1) as priority_set,
        regexp_extract(action, '(?i)^(?:Assigned|Flagged) to (.+?)( \(by .*\))?$', 1) as assignee,
        regexp_extract(action, '(?i)\(by (.*)\)$', 1) as actor,
        regexp_matches(action, '(?i)^(Closed by|Ticket (Auto )?Closed)') as is_closing
    from tblticketlog
),

messages as (
    select id as ticket_id, date, admin, userid, email, message, attachment, 0 as place, source_file, source_row
    from tbltickets
    union all
    select tid, date, admin, userid, email, message, attachment, 10, source_file, source_row
    from tblticketreplies
),

told as (
    select tid, date
    from logged
    where status_entered <> '' or is_closing
),

implied as (
    select
        messages.ticket_id, messages.date, messages.admin, messages.place, messages.source_file, messages.source_row,
        case
            when messages.place = 0 then 'Open'
            when messages.admin is null then 'Customer-Reply'
            else 'Answered'
        end as status_entered
    from messages
    anti join told
        on messages.ticket_id = told.tid and told.date between messages.date - interval 5 seconds and messages.date + interval 5 seconds
),

happened as (
    select
        ticket_id, date as occurred_at, place as sequence, 'message' as kind, if(admin is null, 'customer', 'agent') as author,
        lower(admin) as actor, email, cast(null as text) as raw_status, cast(null as text) as department,
        cast(null as text) as priority, cast(null as text) as assignee, message as body, attachment, source_file, source_row
    from messages
    union all
    select
        ticket_id, date, place + 1, 'status', if(admin is null, 'customer', 'agent'),
        lower(admin), null, status_entered, null, null, null, null, null, source_file, source_row
    from implied
    union all
    select ticketid, date, 20, 'note', 'agent', lower(admin), null, null, null, null, null, message, null, source_file, source_row
    from tblticketnotes
    union all
    select
        tid, date,
        100 + row_number() over (partition by tid, date order by source_row),
        case
            when status_entered <> '' or is_closing then 'status'
            when department_entered <> '' then 'transfer'
            when assignee <> '' then 'assignment'
            else 'note'
        end,
        case
            when action ilike '%by client%' then 'customer'
            when action ilike '%auto%' or (actor = '' and is_closing) or lower(actor) in ('system', 'automation') then 'robot'
            when actor <> '' then 'agent'
            when status_entered <> '' or department_entered <> '' or assignee <> '' or priority_set <> '' then 'agent'
            else 'robot'
        end,
        lower(nullif(actor, '')), null,
        case when status_entered <> '' then status_entered when is_closing then 'Closed' end,
        nullif(department_entered, ''), nullif(priority_set, ''), lower(nullif(assignee, '')),
        if(status_entered <> '' or is_closing or department_entered <> '' or assignee <> '', null, action),
        null, source_file, source_row
    from logged
)

select
    happened.ticket_id,
    happened.occurred_at,
    happened.sequence,
    happened.kind,
    happened.author,
    if(happened.author = 'agent', authors.email, happened.email) as author_email,
    case when happened.kind = 'assignment' then assignees.id when happened.author = 'agent' then authors.id end as agent_id,
    happened.raw_status,
    happened.department,
    happened.priority,
    happened.body,
    happened.attachment as attachment_names,
    happened.source_file,
    happened.source_row
from happened
left join named as authors on happened.actor = authors.name
left join named as assignees on happened.assignee = assignees.name
