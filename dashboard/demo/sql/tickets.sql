with filled as (
    select
        tickets.*,
        ticket_names.domain,
        ticket_names.ticket_number,
        ticket_names.number as public_number,
        replace(replace(subjects.word, '{dominio}', ticket_names.domain), '{ref}', ticket_names.first_number) as title
    from raw_tickets as tickets
    join ticket_names on ticket_names.ticket = tickets.ticket
    join list_subjects as subjects on subjects.place = tickets.subject
)
select
    cast(filled.ticket_number as text) as ticket_id,
    filled.public_number as number,
    cast(filled.customer + 1 as text) as customer_id,
    case when filled.contact >= 0 then cast(filled.contact + 1 as text) end as contact_id,
    case
        when filled.shouted then upper(filled.title)
        when filled.first_number > 0 and filled.channel = 0 and filled.ticket % 3 = 0 then 'RE: ' || filled.title
        else filled.title
    end as subject,
    channels.word as channel,
    departments.word as department,
    categories.word as category,
    case when filled.department = 3 then 'Nível 2' else 'Nível 1' end as support_level,
    priorities.word as priority,
    case when filled.set_by_agent then 'agent' else 'customer' end as priority_set_by,
    filled.domain as service,
    case when filled.agent >= 0 then cast(filled.agent + 1 as text) end as agent_id,
    statuses.word as raw_status,
    filled.opened_at,
    case filled.opened_by when 1 then 'agent' when 2 then 'monitoring' else 'customer' end as opened_by,
    filled.first_response_at,
    filled.resolved_at,
    cast(null as bigint) as stated_resolution_seconds,
    filled.due_at,
    filled.closed_at,
    closers.word as closed_by,
    filled.updated_at,
    case when filled.is_merged then cast(filled.first_number as text) end as merged_into
from filled
join list_channels as channels on channels.place = filled.channel
join list_departments as departments on departments.place = filled.department
join list_categories as categories on categories.place = filled.topic
join list_priorities as priorities on priorities.place = filled.priority
join list_statuses as statuses on statuses.place = filled.status
left join list_authors as closers on closers.place = filled.closed_by
order by filled.ticket_number
