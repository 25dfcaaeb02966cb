-- One row per ticket: what is true of it whatever the moment. Where a source has messages they win over its columns.
create or replace temp table ticket_outcomes as
select
    ticket_key,
    arg_min(if(speaker = 'agent', happened_at, null), place) as first_answer_at,
    max(answer_count) as answer_count,
    max(customer_message_count) as customer_message_count,
    count(*) filter (where is_reopening) as reopened_count,
    arg_max(is_open, place) as is_open_at_last,
    arg_min(working_seconds, place) as opened_working_seconds
from turns
group by ticket_key;

create or replace temp table ticket_closings as
select
    ticket_key,
    min(happened_at) as first_resolved_at,
    max(happened_at) as last_resolved_at,
    max(working_seconds) as last_resolved_working_seconds
from changes
where was_open and not is_open
group by ticket_key;

create or replace temp table ticket_crossings as
select
    source,
    ticket_id,
    arg_max(is_unanswered, occurred_at) filter (where kind = 'closed') as is_closed_unanswered,
    count(*) filter (where kind = 'reopened_by_thanks') as reopened_by_thanks_count
from passages
where kind in ('closed', 'reopened_by_thanks')
group by source, ticket_id;

-- Whom to write to where the ticket does not say: the customer's first contact who has not left.
create or replace temp table first_contacts as
select
    source,
    customer_id,
    arg_min(name, if(contact_role = 'primary', 0, 1) * 1000000000 + rowid) as contact_name
from contacts
where not coalesce(has_left, false)
group by source, customer_id;

create or replace temp table finished_tickets as
select source, ticket_id, min(started_at) as finished_at
from turn_spells
where turn = 'finished'
group by source, ticket_id;

insert into ticket_facts by name
with named as (
    select
        ticket_base.*,
        customers.name as customer_name,
        coalesce(
            contacts.name, first_contacts.contact_name, if(customers.customer_kind = 'person', customers.name, null)
        ) as contact_name,
        last_moves.last_moved_at,
        last_moves.last_moved_by,
        last_words.* exclude (ticket_key),
        ticket_crossings.is_closed_unanswered,
        ticket_crossings.reopened_by_thanks_count,
        ticket_history.is_undated,
        ticket_history.has_unknown_reopening,
        if(ticket_base.has_messages, ticket_outcomes.first_answer_at, ticket_base.first_response_at) as answered_at,
        ticket_outcomes.* exclude (ticket_key),
        ticket_closings.* exclude (ticket_key),
        ticket_reasons_said.* exclude (ticket_key),
        coalesce(ticket_pairs.is_duplicate, false) as is_duplicate,
        ticket_conduct.* exclude (ticket_key),
        ticket_turn_sums.* exclude (ticket_key),
        recorded_afterwards.ticket_key is not null as is_recorded_afterwards,
        finished_tickets.finished_at
    from ticket_base
    left join customers on ticket_base.source = customers.source and ticket_base.customer_id = customers.customer_id
    left join contacts on ticket_base.source = contacts.source and ticket_base.contact_id = contacts.contact_id
    left join first_contacts
        on ticket_base.source = first_contacts.source and ticket_base.customer_id = first_contacts.customer_id
    left join ticket_history on ticket_base.ticket_key = ticket_history.ticket_key
    left join last_moves on ticket_base.ticket_key = last_moves.ticket_key
    left join last_words on ticket_base.ticket_key = last_words.ticket_key
    left join ticket_crossings
        on ticket_base.source = ticket_crossings.source and ticket_base.ticket_id = ticket_crossings.ticket_id
    left join ticket_outcomes on ticket_base.ticket_key = ticket_outcomes.ticket_key
    left join ticket_closings on ticket_base.ticket_key = ticket_closings.ticket_key
    left join ticket_reasons_said on ticket_base.ticket_key = ticket_reasons_said.ticket_key
    left join ticket_pairs on ticket_base.ticket_key = ticket_pairs.ticket_key
    left join ticket_conduct on ticket_base.ticket_key = ticket_conduct.ticket_key
    left join ticket_turn_sums on ticket_base.ticket_key = ticket_turn_sums.ticket_key
    left join recorded_afterwards on ticket_base.ticket_key = recorded_afterwards.ticket_key
    left join finished_tickets
        on ticket_base.source = finished_tickets.source and ticket_base.ticket_id = finished_tickets.ticket_id
),

flagged as (
    select
        source, ticket_id,
        coalesce(bool_or(ticket_events.occurred_at < ticket_base.opened_at), false) as has_early_event,
        coalesce(bool_or(ticket_events.occurred_at > ticket_base.judged_until_at), false) as has_future_event
    from ticket_events
    inner join ticket_base using (source, ticket_id)
    where ticket_events.occurred_at < ticket_base.opened_at or ticket_events.occurred_at > ticket_base.judged_until_at
    group by source, ticket_id
),

timed as (
    select
        named.*,
        case when answered_at >= opened_at and answered_at <= judged_until_at and not is_notice then answered_at end as response_at
    from named
),

placed as (
    select
        timed.*,
        case when response_at is not null then working_position(
            response_at, working_intervals.starts_at, working_intervals.ends_at, working_intervals.working_seconds_before
        ) end as response_working_seconds
    from timed
    asof left join working_intervals
        on timed.calendar = working_intervals.calendar and timed.response_at >= working_intervals.starts_at
)

select
    placed.source,
    placed.ticket_id,
    coalesce(placed.number, placed.ticket_id) as number,
    placed.shown_subject as subject,
    strip_accents(lower(concat_ws(' ', coalesce(placed.number, placed.ticket_id), nullif(placed.subject, ''), placed.customer_name))) as search_text,
    placed.category,
    placed.priority,
    nullif(placed.department, '') as department,
    nullif(placed.channel, '') as channel,
    nullif(placed.support_level, '') as support_level,
    placed.agent_id,
    placed.customer_id,
    placed.customer_name,
    placed.contact_name,
    placed.calendar,
    placed.raw_status,
    placed.present_state as state,
    placed.excluded_reason,
    coalesce(placed.is_undated, false) as is_undated,
    coalesce(placed.has_unknown_reopening, false) as has_unknown_reopening,
    coalesce(flagged.has_early_event, false) as has_early_event,
    coalesce(flagged.has_future_event, false) as has_future_event,
    placed.is_notice,
    placed.is_recorded_afterwards,
    placed.is_instant_channel,
    placed.opened_at,
    local_day(placed.opened_at) as opened_day,
    placed.opened_working_seconds,
    placed.response_at as first_response_at,
    placed.response_working_seconds - placed.opened_working_seconds as first_response_working_seconds,
    seconds_between(placed.opened_at, placed.response_at) as first_response_calendar_seconds,
    if(placed.response_at is null and not placed.is_open_at_last, placed.last_resolved_at, null) as first_response_censored_at,
    if(
        placed.response_at is null and not placed.is_open_at_last,
        placed.last_resolved_working_seconds - placed.opened_working_seconds, null
    ) as first_response_censored_working_seconds,
    placed.first_resolved_at,
    if(placed.is_open_at_last, null, placed.last_resolved_at) as last_resolved_at,
    if(placed.is_open_at_last, null, placed.last_resolved_working_seconds - placed.opened_working_seconds) as resolution_working_seconds,
    placed.stated_resolution_seconds,
    placed.due_at,
    coalesce(placed.reopened_count, 0) as reopened_count,
    coalesce(placed.reopened_by_thanks_count, 0) as reopened_by_thanks_count,
    not coalesce(placed.is_open_at_last, true) and coalesce(placed.is_closed_unanswered, false) as is_closed_unanswered,
    coalesce(placed.answer_count, 0) as answer_count,
    coalesce(placed.customer_message_count, 0) as customer_message_count,
    placed.last_moved_at,
    placed.last_moved_by,
    placed.last_words,
    placed.last_words_at,
    placed.last_words_by,
    placed.closing_at,
    placed.closing_reason,
    placed.closing_phrase,
    placed.service,
    placed.reason,
    placed.reason_again_at,
    placed.is_second_level,
    placed.needs_evidence,
    placed.evidence_asked_count,
    placed.evidence_asked_at,
    placed.finished_at,
    placed.is_duplicate,
    placed.is_emergency,
    placed.is_after_hours,
    placed.wait_count,
    placed.support_working_seconds,
    placed.customer_working_seconds,
    placed.third_party_working_seconds
from placed
left join flagged on placed.source = flagged.source and placed.ticket_id = flagged.ticket_id
order by opened_at;
