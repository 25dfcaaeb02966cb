-- One row per asking of a ticket, rated or not: the denominator of the response rate and, in the same rows, its numerator.
-- A source knows whom it asked where it also names somebody who did not answer; else those resolved count as asked.
create or replace temp table asking_sources as
select source from ticket_events where kind = 'rating_request'
union
select source from scored where asked_at is not null and score is null;

create or replace temp table first_ratings as
select
    source,
    rated_thing,
    min(ticket_id) as ticket_id,
    min(rated_at) as first_rated_at,
    -- Both sides of the rate belong to whom the rating names.
    arg_max(agent_id, rated_at) as named_agent_id
from placed_ratings
where rated_at is not null
group by source, rated_thing;

create or replace temp table askings as
with asked as (
    select source, coalesce(ticket_id, rated_thing) as rated_thing, ticket_id, asked_at
    from placed_ratings
    where asked_at is not null and source in (select source from asking_sources)
    union
    select source, ticket_id as rated_thing, ticket_id, occurred_at as asked_at
    from ticket_events
    where kind = 'rating_request'
    union
    select source, ticket_id as rated_thing, ticket_id, occurred_at as asked_at
    from passages
    where kind = 'closed' and source not in (select source from asking_sources)
    union
    -- Resolved at an unknown time: it takes the opening's date, as its undated score would.
    select source, ticket_id as rated_thing, ticket_id, opened_at as asked_at
    from ticket_facts
    where is_undated and source not in (select source from asking_sources)
),

first_asked as (
    select source, rated_thing, min(asked_at) as first_asked_at
    from asked
    group by source, rated_thing
)

select source, rated_thing, ticket_id, asked_at
from asked
where source in (select source from sources where has_feedback)
union all
-- A rated one that was never asked by then counts as asked.
select first_ratings.source, first_ratings.rated_thing, first_ratings.ticket_id, first_ratings.first_rated_at as asked_at
from first_ratings
left join first_asked
    on first_ratings.source = first_asked.source and first_ratings.rated_thing = first_asked.rated_thing
where first_asked.first_asked_at is null or first_asked.first_asked_at > first_ratings.first_rated_at;

insert into rating_requests by name
with held as (
    select
        askings.source,
        askings.rated_thing,
        askings.asked_at,
        spells.department,
        spells.support_level,
        spells.agent_id
    from askings
    asof inner join spells
        on askings.source = spells.source and askings.ticket_id = spells.ticket_id and askings.asked_at >= spells.started_at
)

select
    askings.source,
    askings.ticket_id,
    askings.asked_at,
    local_day(askings.asked_at) as asked_day,
    -- At any moment the last asking by then counts: a ticket is asked once, however often it was closed.
    lead(askings.asked_at, 1, timestamptz 'infinity') over (
        partition by askings.source, askings.rated_thing order by askings.asked_at
    ) as superseded_at,
    first_ratings.first_rated_at,
    askings.source in (select source from asking_sources) as is_asking_known,
    ticket_facts.category,
    ticket_facts.first_response_working_seconds,
    coalesce(ticket_facts.reopened_count > ticket_facts.reopened_by_thanks_count, false) as is_reopened,
    coalesce(ticket_facts.is_closed_unanswered, false) as is_closed_unanswered,
    if(held.source is not null, held.department, ticket_facts.department) as department,
    ticket_facts.channel,
    if(held.source is not null, held.support_level, ticket_facts.support_level) as support_level,
    coalesce(first_ratings.named_agent_id, if(held.source is not null, held.agent_id, ticket_facts.agent_id)) as agent_id,
    ticket_facts.customer_id
from askings
left join first_ratings
    on askings.source = first_ratings.source and askings.rated_thing = first_ratings.rated_thing
left join ticket_facts on askings.source = ticket_facts.source and askings.ticket_id = ticket_facts.ticket_id
left join held
    on askings.source = held.source and askings.rated_thing = held.rated_thing and askings.asked_at = held.asked_at
where ticket_facts.excluded_reason is null
order by askings.asked_at;
