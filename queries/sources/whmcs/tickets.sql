-- One row per ticket. Its end stands in the log alone, whose actions are in English whatever the language of the pages.
with log as (
    select
        tid,
        max(date) as last_at,
        max(date) filter (where regexp_matches(action, '(?i)^(Closed by|Status changed to Closed|Ticket (Auto )?Closed)')) as closed_at,
        arg_max(action, (date, source_row))
            filter (where regexp_matches(action, '(?i)^(Closed by|Status changed to Closed|Ticket (Auto )?Closed)')) as closing
    from tblticketlog
    group by tid
),

replies as (
    select tid, max(date) as last_at
    from tblticketreplies
    group by tid
)

select
    tickets.id as ticket_id,
    tickets.tid as number,
    -- User 0 is nobody: people who write without being clients.
    nullif(tickets.userid, '0') as customer_id,
    case
        when nullif(tickets.contactid, '0') is not null then 'contact-' || tickets.contactid
        when nullif(tickets.userid, '0') is not null then 'client-' || tickets.userid
    end as contact_id,
    tickets.title as subject,
    coalesce(departments.name, tickets.did) as department,
    tickets.urgency as priority,
    tickets.service,
    nullif(tickets.flag, '0') as agent_id,
    if(nullif(tickets.merged_ticket_id, '0') is null, tickets.status, 'merged') as raw_status,
    tickets.date as opened_at,
    if(tickets.admin is null, 'customer', 'agent') as opened_by,
    if(lower(tickets.status) = 'closed', log.closed_at, null) as closed_at,
    case
        when lower(tickets.status) <> 'closed' or log.closing is null then null
        when log.closing ilike '%auto%' then 'robot'
        when log.closing ilike '%by client%' then 'customer'
        else 'agent'
    end as closed_by,
    greatest(tickets.date, tickets.lastreply, log.last_at, replies.last_at) as updated_at,
    nullif(tickets.merged_ticket_id, '0') as merged_into,
    tickets.source_file,
    tickets.source_row
from tbltickets as tickets
left join tblticketdepartments as departments on tickets.did = departments.id
left join log on tickets.id = log.tid
left join replies on tickets.id = replies.tid
