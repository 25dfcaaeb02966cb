-- purpose: Satisfied of those rated, week by week; what is noise is told in the report (XmR).
-- metric: csat_weekly
-- grain: one row per week in which somebody rated
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column week date: its Monday
-- column rated_count bigint [tickets]: rated in it
-- column satisfied_count bigint [tickets]: of those, with a normalised score of 4 or more
with /* part rated */,

weeks as (
    select rated_day - (cast(extract(isodow from rated_day) as integer) - 1) as week, is_satisfied
    from rated
)

select cast(week as date) as week, count(*) as rated_count, count(*) filter (where is_satisfied) as satisfied_count
from weeks
group by week
order by week
