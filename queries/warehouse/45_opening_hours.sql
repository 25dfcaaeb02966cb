-- The working calendar as arrivals meet it: each interval with the opening that follows it.
create or replace temp table opening_hours as
select
    calendar,
    starts_at,
    ends_at,
    local_day(lead(starts_at) over next_ones) as next_day,
    -- A lunch break is no evening: what comes in it is served the same day.
    local_day(lead(starts_at) over next_ones) <> local_day(starts_at) as is_last_of_day
from working_intervals
window next_ones as (partition by calendar order by starts_at);

-- Opened and solved within two minutes: written down after the fact, not served while somebody waited.
create or replace temp table recorded_afterwards as
with ends as (
    select ticket_key, max(if(was_open and not is_open, happened_at, null)) as solved_at, arg_max(is_open, place) as is_open_now
    from changes
    group by ticket_key
)

select ends.ticket_key
from ends
inner join ticket_base on ends.ticket_key = ticket_base.ticket_key
where not ends.is_open_now
    and coalesce(ticket_base.stated_resolution_seconds, seconds_between(ticket_base.opened_at, ends.solved_at)) <= 120;

-- Within how long a wait should be answered: of the targets that fit, the one that names most.
create or replace temp table wait_targets as
with places as (
    select *
    from (select distinct department from changes)
    cross join (select distinct support_level from changes)
    cross join (select distinct coalesce(priority, '') as priority from ticket_base)
)

select
    places.department,
    places.support_level,
    places.priority,
    arg_min(answer_targets.target_working_seconds, answer_targets.rank) as target_working_seconds
from places
inner join answer_targets
    on answer_targets.department in ('', lower(places.department))
    and answer_targets.support_level in ('', lower(places.support_level))
    and answer_targets.priority in ('', lower(places.priority))
group by places.department, places.support_level, places.priority;
