-- purpose: Waits that nobody who came later overtook, of those served in the period or still waiting at its end.
-- metric: duty_order
-- grain: one row per week
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- param forgotten_seconds bigint: working seconds after which a wait is forgotten, and left out
-- column week date: Monday of the week in which they were served; of those still waiting the last one
-- column wait_count bigint [waits]: served, or still waiting
-- column kept_count bigint [waits]: of those, never overtaken
with /* part now */,

/* part orderly */,

weeks as (
    select judged_day - (cast(extract(isodow from judged_day) as integer) - 1) as week, is_overtaken
    from orderly
)

select
    cast(week as date) as week,
    count(*) as wait_count,
    count(*) filter (where not is_overtaken) as kept_count
from weeks
group by week
order by week
