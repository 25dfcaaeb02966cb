-- Open, solved, reopened: one row holds at any moment, with its holder of that moment, so no later event changes what
-- an earlier view says. What stood at each solving is kept with it.
create or replace temp table solvings as
with summed as (
    select
        *,
        sum(if(ending = 'answered', 1, 0)) over before as answered_wait_count,
        sum(if(turn = 'support', lasted_working_seconds, 0)) over before as support_working_seconds,
        sum(if(turn in ('customer', 'finished'), lasted_working_seconds, 0)) over before as customer_working_seconds,
        sum(if(turn = 'third_party', lasted_working_seconds, 0)) over before as third_party_working_seconds
    from turn_runs
    window before as (partition by ticket_key order by place rows between unbounded preceding and 1 preceding)
),

crossings as (
    select
        *,
        min(if(is_open and turn_rule <> 'closing_words', happened_at, null)) over later as reopened_at,
        max(if(is_open, null, happened_at)) over earlier as previous_solved_at
    from summed
    where is_open <> was_open and not is_first
    window
        later as (partition by ticket_key order by place rows between 1 following and unbounded following),
        earlier as (partition by ticket_key order by place rows between unbounded preceding and 1 preceding)
)

select * from crossings where not is_open;

insert into resolutions by name
with stretches as (
    select
        ticket_key,
        place,
        happened_at as from_at,
        coalesce(lead(happened_at) over life, timestamptz 'infinity') as to_at,
        if(is_open, null, last_value(if(was_open and not is_open, place, null) ignore nulls) over so_far) as solved_place,
        department,
        support_level,
        agent_id
    from changes
    where is_first or is_open <> was_open or is_move
    window
        life as (partition by ticket_key order by place),
        so_far as (partition by ticket_key order by place rows unbounded preceding)
),

held as (
    select
        stretches.* exclude (place, solved_place),
        false as is_undated,
        solvings.* exclude (ticket_key, place, department, support_level, agent_id, ending_agent_id, working_seconds),
        solvings.happened_at as solved_at,
        solvings.working_seconds as solved_working_seconds
    from stretches
    left join solvings on stretches.ticket_key = solvings.ticket_key and stretches.solved_place = solvings.place
    where stretches.to_at > stretches.from_at
    union all by name
    select
        ticket_base.ticket_key, ticket_base.opened_at as from_at, timestamptz 'infinity' as to_at, true as is_undated,
        ticket_base.department, ticket_base.support_level, ticket_base.agent_id
    from ticket_base
    inner join ticket_history on ticket_base.ticket_key = ticket_history.ticket_key
    where ticket_history.is_undated
)

select
    ticket_facts.source,
    ticket_facts.ticket_id,
    held.from_at,
    held.to_at,
    held.is_undated,
    held.solved_at,
    local_day(held.solved_at) as solved_day,
    local_day(held.previous_solved_at) as previous_solved_day,
    held.reopened_at,
    held.solved_working_seconds - ticket_facts.opened_working_seconds as resolution_working_seconds,
    seconds_between(ticket_facts.opened_at, held.solved_at) as resolution_calendar_seconds,
    ticket_facts.first_response_at,
    ticket_facts.first_response_working_seconds,
    ticket_facts.first_response_calendar_seconds,
    ticket_facts.opened_at,
    ticket_facts.opened_day,
    ticket_facts.opened_working_seconds,
    ticket_facts.due_at,
    ticket_facts.calendar,
    ticket_facts.category,
    ticket_facts.is_instant_channel,
    coalesce(
        coalesce(ticket_facts.stated_resolution_seconds, seconds_between(ticket_facts.opened_at, held.solved_at)) <= 120
        and held.solved_at is not null, false
    ) as is_recorded_afterwards,
    ticket_facts.is_duplicate,
    ticket_facts.is_notice,
    ticket_facts.is_emergency,
    ticket_facts.is_after_hours,
    cast(held.answer_count as integer) as answer_count,
    cast(held.answered_wait_count as integer) as answered_wait_count,
    cast(held.support_working_seconds as bigint) as support_working_seconds,
    cast(held.customer_working_seconds as bigint) as customer_working_seconds,
    cast(held.third_party_working_seconds as bigint) as third_party_working_seconds,
    ticket_facts.reason,
    ticket_facts.reason_again_at,
    nullif(held.department, '') as department,
    ticket_facts.channel,
    nullif(held.support_level, '') as support_level,
    held.agent_id,
    ticket_facts.customer_id
from held
inner join ticket_base on held.ticket_key = ticket_base.ticket_key
inner join ticket_facts on ticket_base.source = ticket_facts.source and ticket_base.ticket_id = ticket_facts.ticket_id
-- What holds now stands together, in the order of opening: most questions read only the end of the table.
order by to_at, opened_at;
