-- purpose: Closings of the period: answered before, and confirmed by the customer.
-- metric: duty_answered, duty_dialogue
-- grain: one row per week
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column week date: Monday of the week
-- column closed_count bigint [passages]: from open to not open, where the messages are known
-- column answered_count bigint [passages]: of those, with an answer to the last real message
-- column confirmed_count bigint [passages]: of those closed, after the customer had said that it is done
with weeks as (
    select
        day - (cast(extract(isodow from day) as integer) - 1) as week,
        is_unanswered,
        coalesce(is_confirmed, false) as is_confirmed
    from passages
    where kind = 'closed'
        and day between cast(:start_date as date) and cast(:end_date as date)
        and occurred_at <= cast(:as_of as timestamptz)
        and is_unanswered is not null
        /* filter */
)

select
    cast(week as date) as week,
    count(*) as closed_count,
    count(*) filter (where not is_unanswered) as answered_count,
    count(*) filter (where is_confirmed) as confirmed_count
from weeks
group by week
order by week
