-- A run of one turn, or of none while the ticket is not open. A wait (turn support) ended `answered` if a human answer
-- that was no holding reply came in it.
create or replace temp table turn_runs as
with runs as (
    select
        changes.*,
        lead(happened_at) over life as next_at,
        lead(working_seconds) over life as next_working_seconds,
        lead(last_answer_place) over life as next_answer_place,
        lead(agent_id) over life as next_agent_id,
        lead(turn) over life as next_turn,
        lead(state) over life as next_state
    from changes
    where is_turn_change
    window life as (partition by ticket_key order by place)
)

select
    runs.ticket_key,
    runs.place,
    runs.turn,
    runs.turn_rule,
    runs.is_open,
    runs.was_open,
    runs.is_first,
    runs.happened_at,
    runs.working_seconds,
    runs.next_at,
    runs.next_working_seconds - runs.working_seconds as lasted_working_seconds,
    case
        when runs.next_at is null then null
        when runs.turn <> 'support' then 'otherwise'
        when ticket_base.has_messages and runs.next_answer_place > runs.place then 'answered'
        when not ticket_base.has_messages and (runs.next_turn = 'customer' or runs.next_state in ('resolved', 'closed')) then 'answered'
        else 'otherwise'
    end as ending,
    runs.answer_count,
    runs.department,
    runs.support_level,
    runs.agent_id,
    coalesce(runs.next_agent_id, runs.agent_id) as ending_agent_id
from runs
inner join ticket_base on runs.ticket_key = ticket_base.ticket_key;

insert into turn_spells by name
select
    ticket_base.source,
    ticket_base.ticket_id,
    turn_runs.turn,
    turn_runs.turn_rule,
    turn_runs.happened_at as started_at,
    local_day(turn_runs.happened_at) as started_day,
    coalesce(turn_runs.next_at, timestamptz 'infinity') as ended_at,
    local_day(turn_runs.next_at) as ended_day,
    turn_runs.ending,
    turn_runs.lasted_working_seconds as working_seconds,
    seconds_between(turn_runs.happened_at, turn_runs.next_at) as calendar_seconds,
    turn_runs.working_seconds as started_working_seconds,
    ticket_base.calendar,
    coalesce(turn_runs.happened_at >= opening_hours.ends_at and opening_hours.is_last_of_day, false) as is_after_hours,
    if(is_after_hours, opening_hours.next_day, null) as served_day,
    if(turn_runs.turn = 'support', wait_targets.target_working_seconds, null) as target_working_seconds,
    not ticket_base.is_instant_channel and not ticket_base.is_notice and recorded_afterwards.ticket_key is null as is_written,
    nullif(turn_runs.department, '') as department,
    nullif(ticket_base.channel, '') as channel,
    nullif(turn_runs.support_level, '') as support_level,
    turn_runs.agent_id,
    turn_runs.ending_agent_id,
    ticket_base.customer_id
from turn_runs
inner join ticket_base on turn_runs.ticket_key = ticket_base.ticket_key
asof left join opening_hours
    on ticket_base.calendar = opening_hours.calendar and turn_runs.happened_at >= opening_hours.starts_at
left join wait_targets
    on turn_runs.department = wait_targets.department
    and turn_runs.support_level = wait_targets.support_level
    and coalesce(ticket_base.priority, '') = wait_targets.priority
left join recorded_afterwards on turn_runs.ticket_key = recorded_afterwards.ticket_key
where turn_runs.turn is not null
    -- A run without length says nothing, unless it is an answer in the very minute.
    and not (turn_runs.next_at is not distinct from turn_runs.happened_at and turn_runs.ending <> 'answered')
order by ended_at, started_at;
