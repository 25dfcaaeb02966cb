-- A stretch in which an open ticket was silent for longer than its turn's limit: the moment at which the limit is
-- passed is looked up on the working calendar, so a trend of the stalled is a running sum like any other stock.
insert into stall_spells by name
with limited as (
    select
        spells.*,
        if(sources.is_live, timestamptz 'infinity', sources.exported_at) as judged_until_at,
        spells.decisive_working_seconds + case spells.turn
            when 'support' then getvariable('stale_support_seconds')
            when 'third_party' then getvariable('stale_third_party_seconds')
            when 'customer' then getvariable('stale_customer_seconds')
            when 'finished' then getvariable('stale_finished_seconds')
            else getvariable('stale_unknown_seconds')
        end as limit_working_seconds
    from spells
    inner join sources on spells.source = sources.source
    where spells.is_open and spells.decisive_working_seconds is not null
),

stalled as (
    select
        limited.* exclude (started_at),
        -- Stalled is longer than the limit: the first instant after it.
        greatest(limited.started_at, working_intervals.starts_at + to_microseconds(
            (limited.limit_working_seconds - working_intervals.working_seconds_before) * 1000000 + 1
        )) as started_at
    from limited
    asof inner join working_intervals
        on limited.calendar = working_intervals.calendar
        and limited.limit_working_seconds >= working_intervals.working_seconds_before
)

select
    source, ticket_id, turn,
    started_at,
    local_day(started_at) as started_day,
    ended_at,
    if(ended_at = timestamptz 'infinity', null, local_day(ended_at)) as ended_day,
    department, channel, support_level, agent_id, customer_id
from stalled
where started_at < ended_at and started_at <= judged_until_at
order by ended_at, started_at;
