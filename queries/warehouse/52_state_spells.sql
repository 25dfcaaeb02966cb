-- A run of one raw status, with the holder it ended under.
insert into state_spells by name
with runs as (
    select
        changes.*,
        lead(happened_at) over life as next_at,
        lead(working_seconds) over life as next_working_seconds
    from changes
    where is_status_change
    window life as (partition by ticket_key order by place)
)

select
    ticket_base.source,
    ticket_base.ticket_id,
    runs.state,
    nullif(runs.raw_status, '') as raw_status,
    runs.happened_at as started_at,
    local_day(runs.happened_at) as started_day,
    coalesce(runs.next_at, timestamptz 'infinity') as ended_at,
    local_day(runs.next_at) as ended_day,
    runs.next_working_seconds - runs.working_seconds as working_seconds,
    seconds_between(runs.happened_at, runs.next_at) as calendar_seconds,
    nullif(runs.department, '') as department,
    nullif(ticket_base.channel, '') as channel,
    nullif(runs.support_level, '') as support_level,
    runs.agent_id,
    ticket_base.customer_id
from runs
inner join ticket_base on runs.ticket_key = ticket_base.ticket_key
where runs.next_at is null or runs.next_at > runs.happened_at
order by ended_day nulls last, started_at;

insert into daily_states by name
with changed as (
    select * exclude (started_day, ended_day), started_day as day, 1 as state_change from state_spells
    union all by name
    select * exclude (started_day, ended_day), ended_day as day, -1 as state_change from state_spells where ended_day is not null
)

select source, day, state, department, channel, support_level, sum(state_change) as state_change
from changed
where state not in ('resolved', 'closed')
group by all
having sum(state_change) <> 0
order by day;
