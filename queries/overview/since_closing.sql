-- purpose: What came in since we last closed the doors.
-- metric: since_closing
-- grain: one row
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- column closed_doors_at timestamptz: the last end of a working day before the moment looked at
-- column opened_count bigint [tickets]: opened since then
with /* part closing */

select
    closing.closed_doors_at,
    (
        select count(*)
        from passages
        where passages.kind = 'opened'
            and passages.occurred_at >= closing.closed_doors_at
            and passages.occurred_at <= cast(:as_of as timestamptz)
            and not passages.is_notice
            /* filter passages */
    ) as opened_count
from closing
