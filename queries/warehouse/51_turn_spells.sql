-- A run of one turn. A wait (turn support) ended `answered` if a human answer that was no holding reply came in it.
insert into turn_spells by name
with runs as (
    select
        changes.*,
        lead(happened_at) over life as next_at,
        lead(working_seconds) over life as next_working_seconds,
        lead(last_answer_place) over life as next_answer_place,
        lead(turn) over life as next_turn,
        lead(state) over life as next_state
    from changes
    where is_turn_change
    window life as (partition by ticket_key order by place)
)

select
    ticket_base.source,
    ticket_base.ticket_id,
    runs.turn,
    runs.turn_rule,
    runs.happened_at as started_at,
    local_day(runs.happened_at) as started_day,
    coalesce(runs.next_at, timestamptz 'infinity') as ended_at,
    local_day(runs.next_at) as ended_day,
    case
        when runs.next_at is null then null
        when runs.turn <> 'support' then 'otherwise'
        when ticket_base.has_messages and runs.next_answer_place > runs.place then 'answered'
        when not ticket_base.has_messages and (runs.next_turn = 'customer' or runs.next_state in ('resolved', 'closed')) then 'answered'
        else 'otherwise'
    end as ending,
    runs.next_working_seconds - runs.working_seconds as working_seconds,
    seconds_between(runs.happened_at, runs.next_at) as calendar_seconds,
    runs.working_seconds as started_working_seconds,
    ticket_base.calendar,
    nullif(runs.department, '') as department,
    nullif(ticket_base.channel, '') as channel,
    nullif(runs.support_level, '') as support_level,
    runs.agent_id,
    ticket_base.customer_id
from runs
inner join ticket_base on runs.ticket_key = ticket_base.ticket_key
where runs.turn is not null
    -- A run without length says nothing, unless it is an answer in the very minute.
    and not (runs.next_at is not distinct from runs.happened_at and ending <> 'answered')
order by ended_at, started_at;
