-- purpose: The queue's length at each day's end, by department: changes, to be summed from the first.
-- metric: queue
-- grain: one row per department and day on which it changed
-- filter: sources departments channels levels agents customers
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- column department text: department or group
-- column day date: local day
-- column queue_change bigint [tickets]: entered less left
with /* part flows */

select
    department,
    day,
    cast(sum(case when kind in ('queued', 'queue_moved_in') then passage_count else -passage_count end) as bigint) as queue_change
from flows
where kind in ('queued', 'queue_moved_in', 'unqueued', 'queue_moved_out')
group by department, day
order by department, day
