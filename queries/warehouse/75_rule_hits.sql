-- One row per ticket and rule that it breaks, with its difference in waiting.
-- Left open: the first time that a ticket stayed open for longer than the limit after the customer's closing words.
insert into found_hits by name
with left_open as (
    select source, ticket_id, min(started_at) as occurred_at
    from stall_spells
    where turn = 'finished'
    group by source, ticket_id
),

spoken as (
    select left_open.*, ticket_base.ticket_key, max(heard.happened_at) as said_at, arg_max(heard.event_key, heard.happened_at) as event_key
    from left_open
    inner join ticket_base on left_open.source = ticket_base.source and left_open.ticket_id = ticket_base.ticket_id
    left join heard on ticket_base.ticket_key = heard.ticket_key and heard.speaker = 'customer'
    where heard.happened_at is null or heard.happened_at <= left_open.occurred_at
    group by all
)

select
    'left-open' as rule,
    spoken.ticket_key,
    spoken.occurred_at,
    true as is_counted,
    left(regexp_replace(own_words(ticket_events.body), '\s+', ' ', 'g'), 200) as words
from spoken
left join ticket_events on spoken.event_key = ticket_events.rowid;

-- A difference is told against the tickets of the same department, level and month that do not break the rule.
create or replace temp table answered_tickets as
select
    ticket_base.ticket_key,
    ticket_facts.first_response_working_seconds,
    dense_rank() over (
        order by ticket_facts.source, ticket_facts.department, ticket_facts.support_level, date_trunc('month', ticket_facts.opened_day)
    ) as peers
from ticket_facts
inner join ticket_base on ticket_facts.source = ticket_base.source and ticket_facts.ticket_id = ticket_base.ticket_id
where ticket_facts.first_response_working_seconds is not null
    and ticket_facts.excluded_reason is null
    and not ticket_facts.is_notice
    and not ticket_facts.is_recorded_afterwards;

create or replace temp table peer_medians as
with broken as (
    select ticket_key, list(distinct rule) as rules
    from found_hits
    where is_counted
    group by ticket_key
)

select
    known_rules.rule,
    answered_tickets.peers,
    median(answered_tickets.first_response_working_seconds) as median_working_seconds
from answered_tickets
left join broken on answered_tickets.ticket_key = broken.ticket_key
cross join (select distinct rule from found_hits) as known_rules
where broken.rules is null or not list_contains(broken.rules, known_rules.rule)
group by known_rules.rule, answered_tickets.peers;

insert into rule_hits by name
select
    found_hits.rule,
    ticket_base.source,
    ticket_base.ticket_id,
    found_hits.occurred_at,
    local_day(found_hits.occurred_at) as occurred_day,
    found_hits.is_counted,
    -- A merged ticket is no arrival, but repeating is what it was merged for: two rules count it.
    not ticket_facts.is_notice and coalesce(
        case
            when found_hits.rule in ('duplicate-subject', 'parallel-thread')
                then coalesce(ticket_facts.excluded_reason = 'merged', true)
            when ticket_facts.excluded_reason is not null then false
            when found_hits.rule = 'burst' then not ticket_facts.is_instant_channel
            when found_hits.rule = 'wrong-channel' then ticket_facts.is_second_level
            when found_hits.rule = 'evidence-missing' then ticket_facts.needs_evidence
            when found_hits.rule = 'left-open' then ticket_facts.finished_at <= found_hits.occurred_at
            when found_hits.rule = 'evidence-asked-twice' then ticket_facts.evidence_asked_at <= found_hits.occurred_at
            else true
        end, false
    ) as is_able,
    ticket_facts.opened_at,
    ticket_facts.opened_day,
    ticket_facts.first_response_at,
    found_hits.related_ticket_id,
    found_hits.measure,
    found_hits.words,
    cast(round(answered_tickets.first_response_working_seconds - peer_medians.median_working_seconds) as bigint)
        as difference_working_seconds,
    ticket_facts.department,
    ticket_facts.channel,
    ticket_facts.support_level,
    ticket_facts.agent_id,
    ticket_facts.customer_id
from found_hits
inner join ticket_base on found_hits.ticket_key = ticket_base.ticket_key
inner join ticket_facts on ticket_base.source = ticket_facts.source and ticket_base.ticket_id = ticket_facts.ticket_id
left join answered_tickets on found_hits.ticket_key = answered_tickets.ticket_key
left join peer_medians on found_hits.rule = peer_medians.rule and answered_tickets.peers = peer_medians.peers
order by found_hits.rule, found_hits.occurred_at;
