-- A run of one raw status, with the holder it ended under.
insert into state_spells by name
with runs as (
    select
        changes.*,
        lead(happened_at) over life as next_at,
        lead(working_seconds) over life as next_working_seconds
    from changes
    where is_first or state is distinct from previous_state or raw_status is distinct from previous_raw_status
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
