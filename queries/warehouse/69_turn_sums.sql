-- Whose time a ticket took, until it was last closed or the data end, and when it came.
create or replace temp table ticket_turn_sums as
with data_ends as (
    select
        ticket_base.source,
        working_intervals.calendar,
        max(working_position(
            ticket_base.known_until_at, working_intervals.starts_at, working_intervals.ends_at, working_intervals.working_seconds_before
        )) as working_seconds
    from (select distinct source, known_until_at from ticket_base) as ticket_base
    inner join working_intervals on ticket_base.known_until_at >= working_intervals.starts_at
    group by ticket_base.source, working_intervals.calendar
),

lasted as (
    select
        turn_runs.ticket_key,
        turn_runs.turn,
        turn_runs.ending,
        coalesce(
            turn_runs.lasted_working_seconds, greatest(data_ends.working_seconds - turn_runs.working_seconds, 0)
        ) as working_seconds
    from turn_runs
    inner join ticket_base on turn_runs.ticket_key = ticket_base.ticket_key
    left join data_ends on ticket_base.source = data_ends.source and ticket_base.calendar = data_ends.calendar
    where turn_runs.turn is not null
),

summed as (
    select
        ticket_key,
        count(*) filter (where ending = 'answered') as wait_count,
        sum(working_seconds) filter (where turn = 'support') as support_working_seconds,
        sum(working_seconds) filter (where turn in ('customer', 'finished')) as customer_working_seconds,
        sum(working_seconds) filter (where turn = 'third_party') as third_party_working_seconds
    from lasted
    group by ticket_key
)

select
    ticket_base.ticket_key,
    list_contains(getvariable('emergency_priorities'), strip_accents(lower(coalesce(ticket_base.priority, '')))) as is_emergency,
    coalesce(ticket_base.opened_at >= opening_hours.ends_at and opening_hours.is_last_of_day, false) as is_after_hours,
    cast(coalesce(summed.wait_count, 0) as integer) as wait_count,
    cast(coalesce(summed.support_working_seconds, 0) as bigint) as support_working_seconds,
    cast(coalesce(summed.customer_working_seconds, 0) as bigint) as customer_working_seconds,
    cast(coalesce(summed.third_party_working_seconds, 0) as bigint) as third_party_working_seconds
from ticket_base
left join summed on ticket_base.ticket_key = summed.ticket_key
asof left join opening_hours
    on ticket_base.calendar = opening_hours.calendar and ticket_base.opened_at >= opening_hours.starts_at;
