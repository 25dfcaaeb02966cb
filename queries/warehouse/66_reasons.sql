-- What a ticket was opened with: its subject and the beginning of its opening message. Of merged tickets as well: they
-- are what the rule about duplicates is about.
create or replace temp table openings as
with merged as (
    select
        ticket_base.ticket_key,
        arg_min(ticket_events.rowid, (ticket_events.occurred_at, coalesce(ticket_events.sequence, 0), ticket_events.rowid)) as event_key
    from ticket_base
    inner join ticket_events
        on ticket_base.source = ticket_events.source and ticket_base.ticket_id = ticket_events.ticket_id
    where ticket_base.excluded_reason = 'merged'
        and ticket_events.kind = 'message' and ticket_events.author = 'customer'
        and ticket_events.occurred_at <= ticket_base.opened_at + interval 60 second
    group by ticket_base.ticket_key
),

opened as (
    select ticket_key, event_key from opening_message
    union all
    select ticket_key, event_key from merged
),

written as (
    select
        ticket_base.ticket_key,
        lower(ticket_events.author_email) as author_email,
        coalesce(ticket_base.subject, '') as subject,
        coalesce(left(own_words(left(ticket_events.body, 4 * getvariable('opening_letters'))), getvariable('opening_letters')), '') as opening,
        coalesce(ticket_readings.has_opening, false) as has_dropped_opening
    from ticket_base
    left join ticket_readings
        on ticket_base.source = ticket_readings.source and ticket_base.ticket_id = ticket_readings.ticket_id
    left join opened on ticket_base.ticket_key = opened.ticket_key
    left join ticket_events on opened.event_key = ticket_events.rowid
    where coalesce(ticket_base.excluded_reason, 'merged') = 'merged' and not ticket_base.is_notice
)

select * exclude (has_dropped_opening)
from written
where subject <> '' or opening <> '' or has_dropped_opening;

-- Why the customer writes, as the words suggest: a suggestion, corrected by people in the desk.
create or replace temp table ticket_reasons_said as
with suggested as (
    select
        openings.ticket_key,
        ticket_base.source,
        ticket_base.customer_id,
        ticket_base.opened_at,
        coalesce(
            ticket_readings.reason, reason_of(without_addresses(plain_words(openings.subject || E'\n' || openings.opening)))
        ) as reason
    from openings
    inner join ticket_base on openings.ticket_key = ticket_base.ticket_key
    left join ticket_readings
        on ticket_base.source = ticket_readings.source and ticket_base.ticket_id = ticket_readings.ticket_id
    where ticket_base.excluded_reason is null
)

select
    ticket_key,
    reason,
    if(customer_id is null, null, lead(opened_at) over came) as reason_again_at
from suggested
window came as (partition by source, customer_id, reason order by opened_at, ticket_key);

-- What breaks a rule, as the steps from here on find it; 75_rule_hits.sql makes the facts of it.
create or replace temp table found_hits (
    rule text,
    ticket_key bigint,
    occurred_at timestamptz,
    is_counted boolean,
    related_ticket_id text,
    measure double,
    words text
);

-- Where words are gone, what had been found by them stands: on those tickets, and on those that the same customer had
-- open about then (a repeated subject, a burst of messages).
create or replace temp table frozen_tickets as
with persons as (
    select ticket_base.source, ticket_base.customer_id, max(ticket_readings.finished_at) + interval 30 day as until_at
    from ticket_readings
    inner join ticket_base
        on ticket_readings.source = ticket_base.source and ticket_readings.ticket_id = ticket_base.ticket_id
    where ticket_base.customer_id is not null
    group by ticket_base.source, ticket_base.customer_id
)

select
    ticket_base.ticket_key,
    if(ticket_readings.ticket_id is not null, timestamptz 'infinity', persons.until_at) as until_at
from ticket_base
left join ticket_readings
    on ticket_base.source = ticket_readings.source and ticket_base.ticket_id = ticket_readings.ticket_id
left join persons on ticket_base.source = persons.source and ticket_base.customer_id = persons.customer_id
where ticket_readings.ticket_id is not null or persons.until_at is not null;
