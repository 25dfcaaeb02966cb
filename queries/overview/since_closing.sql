-- purpose: What came in since we last closed the doors.
-- metric: since_closing
-- grain: one row
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- column closed_doors_at timestamptz: the last end of working hours before the moment looked at
-- column opened_count bigint [tickets]: opened since then
with /* part moment */,

closing as (
    select max(working_intervals.ends_at) as closed_doors_at
    from working_intervals
    cross join moment
    where working_intervals.calendar = '' and working_intervals.ends_at <= moment.looked_at
)

select
    closing.closed_doors_at,
    (
        select count(*)
        from passages
        cross join moment
        where passages.kind = 'opened'
            and passages.occurred_at >= closing.closed_doors_at
            and passages.occurred_at <= moment.looked_at
            and not passages.is_notice
            /* filter passages */
    ) as opened_count
from closing
