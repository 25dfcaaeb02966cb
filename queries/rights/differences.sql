-- purpose: The difference in waiting of the tickets that broke a rule: the middle of its order, enough for its median and interval.
-- metric: waiting_difference
-- grain: one row per rule and place in the order of its differences, around the middle
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column rule text: stable code of the rule
-- column known_count bigint [tickets]: broke the rule, and their difference is known
-- column place bigint: place in the order, 1 = the shortest
-- column difference_working_seconds bigint [working seconds]: first response less the median of the tickets compared with
with /* part broken_rules */,

ordered as (
    select
        rule,
        difference_working_seconds,
        row_number() over (partition by rule order by difference_working_seconds) as place,
        count(*) over (partition by rule) as known_count
    from broken
    where is_counted
        and difference_working_seconds is not null
        and first_response_at <= cast(:as_of as timestamptz)
)

select rule, known_count, place, difference_working_seconds
from ordered
-- The limits of 95 % lie one square root of n around the middle; a little more does no harm.
where abs(2 * place - known_count - 1) <= 3 * sqrt(cast(known_count as double precision)) + 6
order by rule, place
