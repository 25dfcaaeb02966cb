-- Articles as messages and notes; state, owner, group and priority from the history. It logs changes only: what a ticket began
-- with is what its first change changed, or what it still has. Names may have changed since: the ids count.
with files as (
    select o_id as article_id, string_agg(filename, '|' order by source_row) as names
    from za_stores
    group by o_id
),

articles as (
    select
        articles.*,
        case lower(articles.sender) when 'customer' then 'customer' when 'agent' then 'agent' else 'robot' end as author,
        if(lower(articles.content_type) = 'text/html', plain_text(articles.body), articles.body) as words,
        files.names as attachment_names
    from za_articles as articles
    left join files on articles.id = files.article_id
),

changes as (
    select
        history.*,
        case
            when history.created_by_id = '1' then 'robot'
            when history.created_by_id = tickets.customer_id then 'customer'
            else 'agent'
        end as author,
        coalesce(entered.name, history.value_to) as state_entered,
        coalesce(za_groups.name, history.value_to) as group_entered
    from za_histories as history
    left join za_tickets as tickets on history.o_id = tickets.id
    left join za_states as entered on history.attribute = 'state' and history.id_to = entered.id
    left join za_groups on history.attribute = 'group' and history.id_to = za_groups.id
),

first_changes as (
    select
        o_id as ticket_id,
        arg_min(coalesce(id_from, value_from), source_row) filter (where attribute = 'state') as state_id,
        arg_min(coalesce(id_from, value_from), source_row) filter (where attribute = 'group') as group_id,
        arg_min(coalesce(id_from, '1'), source_row) filter (where attribute = 'owner') as owner_id
    from za_histories
    group by o_id
),

beginnings as (
    select
        changes.o_id as ticket_id,
        changes.created_at,
        changes.author,
        coalesce(za_states.name, first_changes.state_id, tickets.state_id) as raw_status,
        coalesce(za_groups.name, first_changes.group_id, tickets.group_id) as department,
        nullif(coalesce(first_changes.owner_id, tickets.owner_id), '1') as agent_id,
        changes.source_file,
        changes.source_row
    from changes
    left join first_changes on changes.o_id = first_changes.ticket_id
    left join za_tickets as tickets on changes.o_id = tickets.id
    left join za_states on coalesce(first_changes.state_id, tickets.state_id) = za_states.id
    left join za_groups on coalesce(first_changes.group_id, tickets.group_id) = za_groups.id
    where changes.type = 'created'
)

select
    ticket_id,
    created_at as occurred_at,
    10 as sequence,
    if(parse_boolean(internal), 'note', 'message') as kind,
    author,
    nullif(regexp_extract("from", '[^\s<>",;]+@[^\s<>",;]+'), '') as author_email,
    if(author = 'agent', created_by_id, null) as agent_id,
    if(parse_boolean(internal), null, type) as channel,
    cast(null as text) as raw_status,
    cast(null as text) as department,
    cast(null as text) as priority,
    words as body,
    attachment_names,
    source_file,
    source_row
from articles
union all
select ticket_id, created_at, 0, 'status', author, null, null, null, raw_status, null, null, null, null, source_file, source_row
from beginnings
union all
select ticket_id, created_at, 1, 'transfer', author, null, null, null, null, department, null, null, null, source_file, source_row
from beginnings
where department is not null
union all
select ticket_id, created_at, 2, 'assignment', author, null, agent_id, null, null, null, null, null, null, source_file, source_row
from beginnings
where agent_id is not null
union all
select
    o_id,
    created_at,
    20,
    case
        when type = 'merged_into' then 'note'
        when attribute = 'state' then 'status'
        when attribute = 'owner' then 'assignment'
        when attribute = 'group' then 'transfer'
        when attribute = 'priority' then 'note'
        else coalesce(attribute, type)
    end,
    author,
    null,
    if(attribute = 'owner', nullif(id_to, '1'), null),
    null,
    if(attribute = 'state', state_entered, null),
    if(attribute = 'group', group_entered, null),
    if(attribute = 'priority', value_to, null),
    case when type = 'merged_into' then 'merged into ' || id_to when attribute = 'priority' then 'priority: ' || value_to end,
    null,
    source_file,
    source_row
from changes
where type <> 'created' or type is null
