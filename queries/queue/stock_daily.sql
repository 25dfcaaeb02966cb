-- purpose: Stock and flows by day: open tickets and the queue at each day's end, and what changed them.
-- metric: stock
-- grain: one row per local day
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- column day date: local day
-- column opened_count bigint [tickets]: opened
-- column reopened_count bigint [passages]: back to open, those by mere thanks included
-- column reopened_by_thanks_count bigint [passages]: of those, by mere closing words
-- column closed_count bigint [passages]: from open to not open
-- column moved_count bigint [passages]: moved into what the filter holds, less moved out of it
-- column open_count bigint [tickets]: open at the day's end
-- column queue_count bigint [tickets]: of those, our turn
with /* part flows */,

by_kind as (
    select
        -- Everything before the period is its opening balance.
        greatest(day, cast(:start_date as date) - 1) as day,
        kind,
        sum(passage_count) as passage_count
    from flows
    group by greatest(day, cast(:start_date as date) - 1), kind
),

daily as (
    select
        day,
        sum(case when kind = 'opened' then passage_count else 0 end) as opened_count,
        sum(case when kind in ('reopened', 'reopened_by_thanks') then passage_count else 0 end) as reopened_count,
        sum(case when kind = 'reopened_by_thanks' then passage_count else 0 end) as reopened_by_thanks_count,
        sum(case when kind = 'closed' then passage_count else 0 end) as closed_count,
        sum(case kind when 'moved_in' then passage_count when 'moved_out' then -passage_count else 0 end) as moved_count,
        sum(case
            when kind in ('queued', 'queue_moved_in') then passage_count
            when kind in ('unqueued', 'queue_moved_out') then -passage_count
            else 0
        end) as queue_change
    from by_kind
    group by day
),

days as (
    select cast(series.day as date) as day
    from generate_series(
        cast(cast(:start_date as date) - 1 as timestamp),
        cast(least(cast(:end_date as date), cast(timezone(:zone, cast(:as_of as timestamptz)) as date)) as timestamp),
        interval '1 day'
    ) as series (day)
),

filled as (
    select
        days.day,
        coalesce(daily.opened_count, 0) as opened_count,
        coalesce(daily.reopened_count, 0) as reopened_count,
        coalesce(daily.reopened_by_thanks_count, 0) as reopened_by_thanks_count,
        coalesce(daily.closed_count, 0) as closed_count,
        coalesce(daily.moved_count, 0) as moved_count,
        coalesce(daily.queue_change, 0) as queue_change
    from days
    left join daily on days.day = daily.day
),

summed as (
    select
        filled.*,
        sum(opened_count + reopened_count - closed_count + moved_count) over (order by day) as open_count,
        sum(queue_change) over (order by day) as queue_count
    from filled
)

select
    day,
    cast(opened_count as bigint) as opened_count,
    cast(reopened_count as bigint) as reopened_count,
    cast(reopened_by_thanks_count as bigint) as reopened_by_thanks_count,
    cast(closed_count as bigint) as closed_count,
    cast(moved_count as bigint) as moved_count,
    cast(open_count as bigint) as open_count,
    cast(queue_count as bigint) as queue_count
from summed
where day >= cast(:start_date as date)
order by day
