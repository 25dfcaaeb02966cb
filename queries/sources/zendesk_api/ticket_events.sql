-- Comments as messages and notes; changes of status, holder and group from the audits. Of an event without its audit
-- nobody knows when or where it happened: its row is set aside. A comment that the audits repeat is the same event.
with staff as (
    select id from api_users where lower(role) in ('agent', 'admin')
),

told as (
    select
        ticket_id,
        created_at as occurred_at,
        if(parse_boolean(public), 'message', 'note') as kind,
        if(author_id in (select id from staff), 'agent', 'customer') as author,
        if(author_id in (select id from staff), author_id, null) as agent_id,
        null as raw_status, null as department, body, source_file, source_row
    from api_comments
),

changed as (
    select
        api_audits.ticket_id,
        api_audits.created_at as occurred_at,
        case
            when event.type = 'Comment' then if(parse_boolean(event.public), 'message', 'note')
            when event.field_name = 'status' then 'status'
            when event.field_name = 'assignee_id' then 'assignment'
            when event.field_name = 'group_id' then 'transfer'
            else coalesce(event.field_name, event.type)
        end as kind,
        coalesce(event.author_id, api_audits.author_id) as acting_id,
        if(acting_id in (select id from staff), 'agent', 'customer') as author,
        case
            when event.field_name = 'assignee_id' then event.value
            when event.type = 'Comment' and acting_id in (select id from staff) then acting_id
        end as agent_id,
        if(event.field_name = 'status', event.value, null) as raw_status,
        if(event.field_name = 'group_id', event.value, null) as department,
        event.body, event.source_file, event.source_row
    from api_audit_events as event
    left join api_audits on event.parent_id = api_audits.id
)

select * from told
union all
select * exclude (acting_id) from changed
