-- What the order of arrival is judged by: each wait in a written channel, by the departments and levels that held it,
-- and the first trace of an agent in it. dashboard/importing/facts/order.py makes the facts of it.

-- What agents did, one row per ticket and moment. A receipt that goes out in an agent's name is none of it.
create or replace temp table agent_traces as
select
    heard.ticket_key,
    heard.happened_at,
    bool_or(heard.kind = 'message') as has_message,
    min(case when coalesce(ticket_events.author_email, ticket_events.agent_id) is not null
        then hash(ticket_events.source, coalesce(lower(ticket_events.author_email), ticket_events.agent_id))
    end) as actor
from heard
inner join ticket_events on heard.event_key = ticket_events.rowid
where heard.author = 'agent'
group by heard.ticket_key, heard.happened_at;

-- A wait that moves to another department or level leaves one queue and stands in the next, with its place.
create or replace temp table wait_stretches as
with waited as (
    select
        turn_spells.source, turn_spells.ticket_id, ticket_base.ticket_key, turn_spells.started_at, turn_spells.ended_at,
        turn_spells.ending, turn_spells.department, turn_spells.support_level, turn_spells.channel, turn_spells.agent_id,
        turn_spells.customer_id
    from turn_spells
    inner join ticket_base on turn_spells.source = ticket_base.source and turn_spells.ticket_id = ticket_base.ticket_id
    -- A notice of ours waits for nobody until the customer writes, and without messages nobody knows when that is.
    where turn_spells.turn = 'support' and not ticket_base.is_instant_channel
        and (ticket_base.has_messages or not ticket_base.is_notice)
),

moves as (
    select
        ticket_key,
        turn_started_at as started_at,
        happened_at as entered_at,
        nullif(arg_max(department, place), '') as department,
        nullif(arg_max(support_level, place), '') as support_level
    from changes
    where is_move and turn = 'support' and previous_turn = 'support'
        and (department is distinct from previous_department or support_level is distinct from previous_support_level)
    group by ticket_key, turn_started_at, happened_at
),

entered as (
    select waited.*, waited.started_at as entered_at
    from waited
    union all by name
    select waited.* exclude (department, support_level), moves.entered_at, moves.department, moves.support_level
    from waited
    inner join moves on waited.ticket_key = moves.ticket_key and waited.started_at = moves.started_at
    where moves.entered_at > waited.started_at and moves.entered_at < waited.ended_at
)

select
    *,
    lead(entered_at) over (partition by ticket_key, started_at order by entered_at) as moved_at
from entered;

-- When each wait was first seen to be taken up: an agent's event after its start. At its very start none counts: that is
-- whoever passed the ticket on or asked the customer to write, not whoever serves it. Where a wait ends without an
-- answer, what ended it is no service unless it was a word.
create or replace temp table wait_served as
with traced as (
    select
        wait_stretches.*,
        coalesce(wait_stretches.moved_at, wait_stretches.ended_at) as left_at,
        wait_stretches.moved_at is null and coalesce(wait_stretches.ending, '') = 'answered' as is_answered,
        if(
            agent_traces.happened_at < wait_stretches.ended_at
            or agent_traces.happened_at = wait_stretches.ended_at and (wait_stretches.ending = 'answered' or agent_traces.has_message),
            agent_traces.happened_at, null
        ) as traced_at,
        agent_traces.actor
    from wait_stretches
    asof left join agent_traces
        on wait_stretches.ticket_key = agent_traces.ticket_key and wait_stretches.started_at < agent_traces.happened_at
)

select
    row_number() over () as wait_key,
    traced.* exclude (ended_at, ending, moved_at, left_at, is_answered, traced_at, actor),
    least(traced_at, left_at) as seen_at,
    coalesce(traced_at <= left_at, is_answered) as is_picked_up,
    moved_at is not null and coalesce(traced_at > left_at, true) as is_moved,
    coalesce(is_answered and traced_at = ended_at, false) as is_seen_by_answer,
    if(is_answered, ended_at, null) as answered_at,
    if(is_seen_by_answer, actor, null) as actor
from traced
-- Once it has been taken up it stands in no queue any more.
where traced_at is null or traced_at > entered_at or entered_at = started_at;

-- Who stands in one queue: department and level of a source. Its working calendar is the department's.
create or replace temp table wait_groups as
select
    *,
    row_number() over (order by source, department, support_level) - 1 as group_key,
    coalesce(list_position(getvariable('own_calendars'), department), 0) as calendar
from (select distinct source, department, support_level from wait_served);

-- A priority set by staff: who and when, where an event tells it.
create or replace temp table staff_priorities as
select
    ticket_base.ticket_key,
    min(ticket_events.occurred_at) as set_at,
    arg_min(ticket_events.agent_id, ticket_events.occurred_at) as agent_id
from ticket_events
inner join ticket_base on ticket_events.source = ticket_base.source and ticket_events.ticket_id = ticket_base.ticket_id
where ticket_events.author = 'agent' and ticket_events.priority is not null
group by ticket_base.ticket_key;

-- Where the answer is the first that is seen of the work, it began before, but not before the agent's last trace.
create or replace temp table wait_traces as
with agent_moments as (
    select distinct actor, happened_at
    from agent_traces
    where actor is not null
)

select
    wait_served.*,
    wait_groups.group_key,
    wait_groups.calendar,
    agent_moments.happened_at as busy_at,
    wait_served.actor is not null as is_agent_known,
    -- Set before it was taken up; where no event tells when, the ticket's column is believed.
    coalesce(staff_priorities.set_at <= wait_served.seen_at, ticket_base.priority_set_by = 'agent', false) as is_prioritised
from wait_served
inner join ticket_base on wait_served.ticket_key = ticket_base.ticket_key
inner join wait_groups
    on wait_served.source = wait_groups.source
    and wait_served.department is not distinct from wait_groups.department
    and wait_served.support_level is not distinct from wait_groups.support_level
left join staff_priorities on wait_served.ticket_key = staff_priorities.ticket_key
asof left join agent_moments
    on wait_served.actor = agent_moments.actor and wait_served.answered_at > agent_moments.happened_at;
