-- purpose: Arrivals in the queue against departures from it, by hour of the day.
-- metric: queue_flow
-- grain: one row per local hour
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- column hour integer: local hour 0-23
-- column arrived_count bigint [passages]: entered the queue
-- column departed_count bigint [passages]: left it
-- column working_hour_count bigint [hours]: days of the period on which that hour was worked
with period as (
    select
        cast(:start_date as date) as first_day,
        least(cast(:end_date as date), cast(timezone(:zone, cast(:as_of as timestamptz)) as date)) as last_day
),

passed as (
    select
        passages.hour,
        count(*) filter (where passages.kind = 'queued') as arrived_count,
        count(*) filter (where passages.kind = 'unqueued') as departed_count
    from passages
    cross join period
    where passages.kind in ('queued', 'unqueued')
        and passages.day between period.first_day and period.last_day
        and passages.occurred_at <= cast(:as_of as timestamptz)
        /* filter passages */
    group by passages.hour
),

worked as (
    select hours.hour, count(distinct cast(timezone(:zone, working_intervals.starts_at) as date)) as working_hour_count
    from working_intervals
    cross join period
    inner join (select cast(series.hour as integer) as hour from generate_series(0, 23) as series (hour)) as hours
        on hours.hour >= cast(extract(hour from timezone(:zone, working_intervals.starts_at)) as integer)
        and hours.hour < extract(epoch from (timezone(:zone, working_intervals.ends_at) - cast(cast(timezone(:zone, working_intervals.starts_at) as date) as timestamp))) / 3600.0
    where working_intervals.calendar = ''
        and cast(timezone(:zone, working_intervals.starts_at) as date) between period.first_day and period.last_day
    group by hours.hour
)

select
    cast(hours.hour as integer) as hour,
    coalesce(passed.arrived_count, 0) as arrived_count,
    coalesce(passed.departed_count, 0) as departed_count,
    coalesce(worked.working_hour_count, 0) as working_hour_count
from generate_series(0, 23) as hours (hour)
left join passed on hours.hour = passed.hour
left join worked on hours.hour = worked.hour
order by hours.hour
