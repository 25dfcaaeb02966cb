-- purpose: Tickets becoming stalled and ceasing to be, by day: changes, to be summed from the first.
-- metric: stalled_over_time
-- grain: one row per turn and day on which it changed
-- filter: sources departments channels levels agents customers
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column turn text: whose turn it is
-- column day date: local day
-- column stalled_change bigint [tickets]: became stalled less ceased to be
with changed as (
    select turn, started_day as day, 1 as stalled_change
    from stall_spells
    where started_day <= cast(:end_date as date)
        and started_at <= cast(:as_of as timestamptz)
        /* filter */
    union all
    select turn, ended_day as day, -1 as stalled_change
    from stall_spells
    where ended_day <= cast(:end_date as date)
        and ended_at <= cast(:as_of as timestamptz)
        /* filter */
)

select turn, day, cast(sum(stalled_change) as bigint) as stalled_change
from changed
group by turn, day
having sum(stalled_change) <> 0
order by turn, day
