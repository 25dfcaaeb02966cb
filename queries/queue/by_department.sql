-- purpose: Where the queue stands: its length and waits by department.
-- metric: queue
-- grain: one row per department with a queue
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- column department text: department or group
-- column queue_count bigint [tickets]: open, our turn
-- column unassigned_count bigint [tickets]: of those, held by nobody
-- column oldest_working_seconds bigint [working seconds]: longest wait
-- column median_working_seconds double [working seconds]: half wait less
with /* part now */,

waiting as (
    select
        spells.department,
        spells.agent_id,
        coalesce(positions.working_seconds, 0) - spells.turn_started_working_seconds as waiting_working_seconds
    from spells
    cross join moment
    left join positions on spells.source = positions.source and spells.calendar = positions.calendar
    where spells.turn = 'support' and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
        /* filter spells */
)

select
    department,
    count(*) as queue_count,
    count(*) filter (where agent_id is null) as unassigned_count,
    max(waiting_working_seconds) as oldest_working_seconds,
    percentile_cont(0.5) within group (order by waiting_working_seconds) as median_working_seconds
from waiting
group by department
order by queue_count desc, department
