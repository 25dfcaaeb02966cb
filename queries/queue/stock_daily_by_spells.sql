-- purpose: The open stock again, by another road: spells containing each day's end. For checks, not for pages.
-- metric: stock
-- grain: one row per local day
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- column day date: local day
-- column open_count bigint [tickets]: open at the day's end
-- column queue_count bigint [tickets]: of those, our turn
with days as (
    select
        cast(series.day as date) as day,
        -- The last day ends at as_of.
        least(
            cast(:as_of as timestamptz),
            timezone(:zone, cast(cast(series.day as date) + 1 as timestamp)) - interval '1 microsecond'
        ) as ends_at
    from generate_series(
        cast(cast(:start_date as date) as timestamp),
        cast(least(cast(:end_date as date), cast(timezone(:zone, cast(:as_of as timestamptz)) as date)) as timestamp),
        interval '1 day'
    ) as series (day)
)

select
    days.day,
    count(spells.ticket_id) as open_count,
    count(*) filter (where spells.turn = 'support') as queue_count
from days
left join spells
    on spells.is_open and spells.started_at <= days.ends_at and spells.ended_at > days.ends_at
        /* filter spells */
group by days.day
order by days.day
