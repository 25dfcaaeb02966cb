-- purpose: Arrivals in the queue against departures from it, by working hour of the day, and outside of all of them.
-- metric: queue_flow
-- grain: one row per local hour that was worked, and one without an hour for all that came and went outside working hours
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- column hour integer: local hour 0-23; empty: outside working hours
-- column arrived_count bigint [passages]: entered the queue
-- column departed_count bigint [passages]: left it
-- column working_day_count bigint [days]: days of the period on which that hour was worked; on which any was
with period as (
    select
        cast(:start_date as date) as first_day,
        least(cast(:end_date as date), cast(timezone(:zone, cast(:as_of as timestamptz)) as date)) as last_day
),

open_hours as (
    select
        working_intervals.starts_at,
        working_intervals.ends_at,
        cast(timezone(:zone, working_intervals.starts_at) as date) as day
    from working_intervals
    cross join period
    where working_intervals.calendar = ''
        and cast(timezone(:zone, working_intervals.starts_at) as date) between period.first_day and period.last_day
),

passed as (
    select
        case when open_hours.day is not null then passages.hour end as hour,
        count(*) filter (where passages.kind = 'queued') as arrived_count,
        count(*) filter (where passages.kind = 'unqueued') as departed_count
    from passages
    cross join period
    left join open_hours
        on passages.day = open_hours.day
        and passages.occurred_at >= open_hours.starts_at
        and passages.occurred_at < open_hours.ends_at
    where passages.kind in ('queued', 'unqueued')
        and passages.day between period.first_day and period.last_day
        and passages.occurred_at <= cast(:as_of as timestamptz)
        /* filter passages */
    group by case when open_hours.day is not null then passages.hour end
),

worked as (
    select hours.hour, count(distinct open_hours.day) as working_day_count
    from open_hours
    inner join (select cast(series.hour as integer) as hour from generate_series(0, 23) as series (hour)) as hours
        on hours.hour >= cast(extract(hour from timezone(:zone, open_hours.starts_at)) as integer)
        and hours.hour < extract(epoch from (timezone(:zone, open_hours.ends_at) - cast(open_hours.day as timestamp))) / 3600.0
    group by hours.hour
),

outside as (
    select
        coalesce(sum(passed.arrived_count), 0) as arrived_count,
        coalesce(sum(passed.departed_count), 0) as departed_count,
        (select count(distinct open_hours.day) from open_hours) as working_day_count
    from passed
    where passed.hour is null
)

select
    worked.hour,
    coalesce(passed.arrived_count, 0) as arrived_count,
    coalesce(passed.departed_count, 0) as departed_count,
    worked.working_day_count
from worked
left join passed on worked.hour = passed.hour
union all
select
    cast(null as integer) as hour,
    cast(outside.arrived_count as bigint) as arrived_count,
    cast(outside.departed_count as bigint) as departed_count,
    outside.working_day_count
from outside
order by hour
