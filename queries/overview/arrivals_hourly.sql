-- purpose: When tickets arrive: by hour and weekday.
-- metric: arrivals
-- grain: one row per weekday and hour with arrivals
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- column weekday integer: local weekday, Monday = 1
-- column hour integer: local hour 0-23
-- column opened_count bigint [tickets]: opened in the period
-- column day_count bigint [days]: days of that weekday in the period
with period as (
    select
        cast(:start_date as date) as first_day,
        least(cast(:end_date as date), cast(timezone(:zone, cast(:as_of as timestamptz)) as date)) as last_day
),

arrived as (
    select passages.weekday, passages.hour, count(*) as opened_count
    from passages
    cross join period
    where passages.kind = 'opened'
        and passages.day between period.first_day and period.last_day
        and passages.occurred_at <= cast(:as_of as timestamptz)
        and not passages.is_notice
        /* filter passages */
    group by passages.weekday, passages.hour
)

select
    arrived.weekday,
    arrived.hour,
    arrived.opened_count,
    -- Whole weeks, plus one where the remaining days reach this weekday.
    cast(
        (period.last_day - period.first_day + 1) / 7
        + case
            when (arrived.weekday - cast(extract(isodow from period.first_day) as bigint) + 7) % 7
                < (period.last_day - period.first_day + 1) % 7 then 1
            else 0
        end as bigint
    ) as day_count
from arrived
cross join period
order by arrived.weekday, arrived.hour
