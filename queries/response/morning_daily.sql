-- purpose: The morning wave: what stands at a day's opening from outside the hours, and when nine in ten of it are gone.
-- metric: morning_wave
-- grain: one row per local day of an opening
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- column day date: the day of the opening
-- column standing_count bigint [waits]: began outside the hours before it, and stood at the opening
-- column gone_count bigint [waits]: of those, ended by as_of
-- column cleared_at timestamptz: when nine in ten were gone; empty = not yet
-- column cleared_hour double [hours]: time of day of that; empty = not on the same day
with wave as (
    select
        served_day,
        case when ended_at <= cast(:as_of as timestamptz) then ended_at else cast('infinity' as timestamptz) end as gone_at
    from turn_spells
    where turn = 'support'
        and is_after_hours
        and is_written
        and served_day between cast(:start_date as date) and cast(:end_date as date)
        and served_day <= cast(timezone(:zone, cast(:as_of as timestamptz)) as date)
        and started_at <= cast(:as_of as timestamptz)
        -- What was answered at night stands no more in the morning.
        and (working_seconds > 0 or working_seconds is null or ended_at > cast(:as_of as timestamptz))
        /* filter */
),

days as (
    select
        served_day,
        count(*) as standing_count,
        count(*) filter (where gone_at < cast('infinity' as timestamptz)) as gone_count,
        nullif(percentile_disc(0.9) within group (order by gone_at), cast('infinity' as timestamptz)) as cleared_at
    from wave
    group by served_day
)

select
    served_day as day,
    standing_count,
    gone_count,
    cleared_at,
    case when cast(timezone(:zone, cleared_at) as date) = served_day
        then cast(extract(hour from timezone(:zone, cleared_at)) as double precision)
            + cast(extract(minute from timezone(:zone, cleared_at)) as double precision) / 60
    end as cleared_hour
from days
order by day
