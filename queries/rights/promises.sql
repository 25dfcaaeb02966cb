-- purpose: Promises of ours that were followed by a word in time, of those given in the period and due or kept by now.
-- metric: duty_promise
-- grain: one row per week
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column week date: Monday of the week in which they were given
-- column due_count bigint [promises]: due by now, or kept already
-- column kept_count bigint [promises]: of those, followed by a word in time
with /* part known */,

judged_promises as (
    select
        promises.promised_day - (cast(extract(isodow from promises.promised_day) as integer) - 1) as week,
        promises.next_word_at <= promises.due_at and promises.next_word_at <= known.judged_at as is_kept,
        promises.due_at <= known.judged_at as is_due
    from promises
    inner join known on promises.source = known.source
    where promises.promised_day between cast(:start_date as date) and cast(:end_date as date)
        and promises.promised_at <= known.judged_at
        /* filter promises */
)

select
    cast(week as date) as week,
    count(*) filter (where is_due or is_kept) as due_count,
    count(*) filter (where is_kept) as kept_count
from judged_promises
group by week
order by week
