with written as (
    select
        events.*,
        ticket_names.ticket_number,
        ticket_names.number,
        ticket_names.email as customer_email,
        ticket_names.channel,
        ticket_names.name as customer_name,
        crew.email as agent_email,
        replace(replace(replace(replace(replace(
            bodies.word || case when events.style & 4 > 0 then link.word else '' end,
            '{dominio}', ticket_names.domain), '{nome}', ticket_names.first_word),
            '{n}', ticket_names.number), '{ref}', ticket_names.first_number),
            '{agente}', coalesce(crew.first_word, '')) as filled
    from raw_events as events
    join ticket_names on ticket_names.ticket = events.ticket
    cross join list_link as link
    left join list_bodies as bodies on bodies.place = events.text
    left join crew on crew.agent = events.agent
)
select
    cast(written.ticket_number as text) as ticket_id,
    written.occurred_at,
    cast(written.sequence as bigint) as sequence,
    kinds.word as kind,
    authors.word as author,
    case
        when written.author = 0 then written.customer_email
        when written.author = 1 then written.agent_email
        when written.kind = 0 then 'nao-responda@hospedagem.example'
    end as author_email,
    case when written.agent >= 0 then cast(written.agent + 1 as text) end as agent_id,
    case when written.kind = 0 then channels.word end as channel,
    statuses.word as raw_status,
    departments.word as department,
    case written.department
        when -1 then null
        when 3 then 'Nível 2'
        else 'Nível 1'
    end as support_level,
    priorities.word as priority,
    case
        when written.style & 2 > 0 then upper(written.filled)
        when written.style & 1 > 0 then
            case written.ticket_number % 4 when 0 then 'Olá! ' when 1 then 'Prezados, ' when 2 then 'Boa tarde. ' else '' end
            || written.filled
            || case written.ticket_number % 3
                when 0 then chr(10) || chr(10) || 'Atenciosamente,' || chr(10) || written.customer_name
                when 1 then chr(10) || written.customer_name
                else ''
            end
        else written.filled
    end as body,
    nullif(attachments.word, '') as attachment_names
from written
join list_event_kinds as kinds on kinds.place = written.kind
join list_authors as authors on authors.place = written.author
join list_channels as channels on channels.place = written.channel
join list_attachments as attachments on attachments.place = written.attachment
left join list_statuses as statuses on statuses.place = written.status
left join list_departments as departments on departments.place = written.department
left join list_priorities as priorities on priorities.place = written.priority
