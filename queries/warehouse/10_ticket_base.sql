-- What every later step needs of a ticket: a short key, its present state, and until when it is judged.
-- An excluded ticket has a reason; it appears in no metric, but in a visible count.
create or replace temp table ticket_base as
select
    row_number() over () as ticket_key,
    tickets.* exclude (department, channel, support_level, subject),
    kept_words(tickets.subject) as subject,
    shown_words(tickets.subject) as shown_subject,
    coalesce(tickets.department, '') as department,
    coalesce(tickets.channel, '') as channel,
    coalesce(tickets.support_level, '') as support_level,
    case when sources.is_live then timestamptz 'infinity' else sources.exported_at end as judged_until_at,
    if(sources.is_live, sources.imported_at, sources.exported_at) as known_until_at,
    sources.has_messages,
    -- Without messages and without dated statuses nobody knows how long a ticket has been silent.
    sources.has_messages or sources.has_status_history as is_silence_known,
    coalesce(statuses.state, 'unknown') as present_state,
    coalesce(statuses.state, 'unknown') not in ('resolved', 'closed') as is_present_open,
    case
        when tickets.merged_into is not null then 'merged'
        when statuses.state in ('merged', 'spam', 'deleted', 'monitoring', 'test') then statuses.state
        when tickets.opened_by = 'monitoring' then 'monitoring'
        when tickets.opened_at > judged_until_at then 'in_the_future'
    end as excluded_reason,
    case when coalesce(list_contains(getvariable('own_calendars'), tickets.department), false) then tickets.department else '' end as calendar,
    coalesce(list_contains(getvariable('instant_channels'), lower(tickets.channel)), false) as is_instant_channel,
    coalesce(
        ticket_readings.is_notice,
        coalesce(tickets.opened_by, '') = 'agent'
        and regexp_matches(strip_accents(lower(coalesce(tickets.subject, ''))), getvariable('notice'))
    ) as is_notice
from tickets
inner join sources on tickets.source = sources.source
left join statuses on tickets.source = statuses.source and tickets.raw_status = statuses.raw_status
left join ticket_readings on tickets.source = ticket_readings.source and tickets.ticket_id = ticket_readings.ticket_id;
