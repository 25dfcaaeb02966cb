-- purpose: Tickets entering and leaving each open state by day: changes, to be summed from the first.
-- metric: status
-- grain: one row per state and day on which it changed
-- filter: sources departments channels levels agents customers
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- column state text: the category
-- column day date: local day
-- column state_change bigint [tickets]: entered less left
with changed as (
    select state, day, state_change
    from daily_states
    where cast(:agents as text[]) is null
        and cast(:customers as text[]) is null
        and day <= cast(:end_date as date)
        and day < cast(timezone(:zone, cast(:as_of as timestamptz)) as date)
        /* filter: sources departments channels levels */
    union all
    select state, started_day as day, 1 as state_change
    from state_spells
    where (cast(:agents as text[]) is not null or cast(:customers as text[]) is not null)
        and started_day <= cast(:end_date as date)
        and started_day < cast(timezone(:zone, cast(:as_of as timestamptz)) as date)
        and state not in ('resolved', 'closed')
        /* filter */
    union all
    select state, ended_day as day, -1 as state_change
    from state_spells
    where (cast(:agents as text[]) is not null or cast(:customers as text[]) is not null)
        and ended_day <= cast(:end_date as date)
        and ended_day < cast(timezone(:zone, cast(:as_of as timestamptz)) as date)
        and state not in ('resolved', 'closed')
        /* filter */
    union all
    select state, started_day as day, 1 as state_change
    from state_spells
    where started_day <= cast(:end_date as date)
        and started_day = cast(timezone(:zone, cast(:as_of as timestamptz)) as date)
        and started_at <= cast(:as_of as timestamptz)
        and state not in ('resolved', 'closed')
        /* filter */
    union all
    select state, ended_day as day, -1 as state_change
    from state_spells
    where ended_day <= cast(:end_date as date)
        and ended_day = cast(timezone(:zone, cast(:as_of as timestamptz)) as date)
        and ended_at <= cast(:as_of as timestamptz)
        and state not in ('resolved', 'closed')
        /* filter */
)

select state, day, cast(sum(state_change) as bigint) as state_change
from changed
group by state, day
having sum(state_change) <> 0
order by state, day
