-- What was said, noted and logged. A customer's message makes an open ticket unanswered and an agent's response answered,
-- without a word in the log; the log names a status by its number, and an opening or reopening names none.
with usual_status as (
    select
        coalesce(arg_min(name, cast(id as bigint)) filter (where state = 'open'), 'Open') as opened,
        coalesce(arg_min(name, cast(id as bigint)) filter (where state = 'closed'), 'Closed') as closed
    from os_ticket_status
),

files as (
    select object_id as entry_id, string_agg(file_name, '|' order by source_row) as names
    from os_attachment
    where type = 'H'
    group by object_id
),

logged as (
    select
        os_thread.object_id as ticket_id,
        event.*,
        os_event.name,
        -- In one second, a reopening comes before what is said and a closing after it.
        case os_event.name when 'created' then 0 when 'reopened' then 5 else 20 end as sequence,
        case
            when coalesce(event.uid, '0') = '0' then 'robot'
            when event.uid_type = 'U' then 'customer'
            else 'agent'
        end as author,
        case
            when os_ticket_status.id is not null then os_ticket_status.name
            when os_event.name in ('created', 'reopened') then usual_status.opened
            when os_event.name = 'closed' then usual_status.closed
        end as status_entered,
        case
            when os_event.name <> 'assigned' then null
            when regexp_matches(event.data, '"staff":\s*\[?\s*"?[0-9]') then regexp_extract(event.data, '"staff":\s*\[?\s*"?([0-9]+)', 1)
            when contains(event.data, '"claim"') then event.uid
            -- Without an agent on the ticket, the event names who assigned it to a team.
            when contains(event.data, '"team"') then null
            else nullif(event.staff_id, '0')
        end as assignee
    from os_thread_event as event
    cross join usual_status
    left join os_thread on event.thread_id = os_thread.id
    left join os_event on event.event_id = os_event.id
    left join os_ticket_status
        on nullif(regexp_extract(event.data, '"status":\s*\[?\s*"?([0-9]+)', 1), '') = os_ticket_status.id
),

standing as (
    select
        logged.ticket_id,
        logged.status_entered,
        coalesce(os_ticket_status.state, 'open') = 'open' as is_open,
        epoch_us(logged.timestamp) * 100 + logged.sequence as place
    from logged
    left join os_ticket_status on logged.status_entered = os_ticket_status.name
    where logged.status_entered is not null
),

said as (
    select
        os_thread.object_id as ticket_id,
        entry.*,
        epoch_us(entry.created) * 100 + 10 as place,
        -- The entry that an edit hid is none any more; a row of another type is set aside.
        case
            when (cast(entry.flags as bigint) & 4) <> 0 then 'hidden'
            when entry.type in ('M', 'R') then 'message'
            when entry.type = 'N' then 'note'
            else entry.type
        end as kind,
        case
            when entry.type = 'M' then 'customer'
            when coalesce(entry.staff_id, '0') = '0' then 'robot'
            else 'agent'
        end as author,
        if(entry.format = 'text', entry.body, plain_text(entry.body)) as words
    from os_thread_entry as entry
    left join os_thread on entry.thread_id = os_thread.id
),

answered as (
    select said.*, coalesce(standing.status_entered, usual_status.opened) || if(said.author = 'customer', '', ' (answered)') as status_entered
    from said
    cross join usual_status
    asof left join standing on said.ticket_id = standing.ticket_id and said.place >= standing.place
    where said.kind = 'message' and said.author <> 'robot' and coalesce(standing.is_open, true)
)

select
    said.ticket_id,
    said.created as occurred_at,
    10 as sequence,
    said.kind,
    said.author,
    if(said.author = 'customer' and said.user_id = os_ticket.user_id, os_user_email.address, null) as author_email,
    if(said.author = 'agent', said.staff_id, null) as agent_id,
    cast(null as text) as raw_status,
    cast(null as text) as department,
    said.words as body,
    files.names as attachment_names,
    said.source_file,
    said.source_row
from said
left join files on said.id = files.entry_id
left join os_ticket on said.ticket_id = os_ticket.ticket_id
left join os_user on os_ticket.user_id = os_user.id
left join os_user_email on os_user.default_email_id = os_user_email.id
union all
select ticket_id, created, 11, 'status', author, null, null, status_entered, null, null, null, source_file, source_row
from answered
union all
select
    logged.ticket_id,
    logged.timestamp,
    logged.sequence,
    case
        when logged.status_entered is not null then 'status'
        when logged.name in ('assigned', 'released') then 'assignment'
        when logged.name = 'transferred' then 'transfer'
        else coalesce(logged.name, 'event ' || logged.event_id)
    end,
    logged.author,
    null,
    logged.assignee,
    logged.status_entered,
    if(logged.name = 'transferred', coalesce(os_department.name, logged.dept_id), null),
    null,
    null,
    logged.source_file,
    logged.source_row
from logged
left join os_department on logged.dept_id = os_department.id
