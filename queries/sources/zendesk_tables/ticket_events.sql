-- Comments, public or not, and what changed in status, assignee, group and priority; a priority is noted, it moves nothing.
-- Changes of other fields are no events: they are set aside under the field's name.
with users as (
    select id, email, lower(role) in ('agent', 'admin') as is_agent
    from user_data
    qualify row_number() over (partition by id order by updated_at desc nulls last, source_row desc) = 1
),

-- Without the users, whoever is given tickets or writes what customers cannot see is staff.
staff as (
    select assignee_id as id from ticket_data
    union
    select value from ticket_field_history_data where field_name = 'assignee_id'
    union
    select user_id from ticket_comment_data where not parse_boolean(public)
),

requesters as (
    select id as ticket_id, min(requester_id) as requester_id
    from ticket_data
    group by id
),

groups as (
    select id, name
    from group_data
    qualify row_number() over (partition by id order by updated_at desc nulls last, source_row desc) = 1
),

happened as (
    select
        ticket_id, created as occurred_at, if(parse_boolean(public) is false, 'note', 'message') as kind, user_id, body,
        cast(null as text) as value, source_file, source_row
    from ticket_comment_data
    union all
    select
        ticket_id, updated,
        if(lower(field_name) in ('status', 'assignee_id', 'group_id', 'priority'), lower(field_name), 'field ' || field_name),
        user_id, null, value, source_file, source_row
    from ticket_field_history_data
    where coalesce(lower(field_name), '') not in ('satisfaction_score', 'satisfaction_comment')
)

select
    happened.ticket_id,
    happened.occurred_at,
    case happened.kind
        when 'assignee_id' then 'assignment'
        when 'group_id' then 'transfer'
        when 'priority' then 'note'
        else happened.kind
    end as kind,
    case
        when happened.user_id = '-1' then 'robot'
        when users.is_agent then 'agent'
        when users.id is not null or happened.user_id = requesters.requester_id then 'customer'
        when happened.user_id in (select id from staff where id is not null) then 'agent'
    end as author,
    users.email as author_email,
    -- On what was said or noted the agent is its author, on an assignment who was given the ticket.
    case
        when happened.kind = 'assignee_id' then happened.value
        when happened.kind in ('message', 'note', 'priority') and coalesce(users.is_agent, happened.user_id in (select id from staff where id is not null))
            then happened.user_id
    end as agent_id,
    if(happened.kind = 'status', happened.value, null) as raw_status,
    if(happened.kind = 'group_id', coalesce(groups.name, happened.value), null) as department,
    if(happened.kind = 'priority', happened.value, null) as priority,
    if(happened.kind = 'priority', 'priority: ' || happened.value, happened.body) as body,
    happened.source_file,
    happened.source_row
from happened
left join users on happened.user_id = users.id
left join requesters on happened.ticket_id = requesters.ticket_id
left join groups on happened.kind = 'group_id' and happened.value = groups.id
