-- purpose: What an expected wait is drawn from: the waits that stood in a queue during the last working days.
-- metric: expected_wait
-- grain: one row per wait in a written channel, in order of arrival
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param departure_seconds bigint: how far back, working seconds
-- column source text: the helpdesk's instance
-- column department text: department or group
-- column now_working_seconds bigint [working seconds]: the moment looked at, on the department's calendar
-- column entered_working_seconds bigint [working seconds]: when it entered the queue, on the same calendar
-- column served_working_seconds bigint [working seconds]: when it was taken up or left; empty = it still stands
-- column ticket_id text: of one that still stands, the ticket
with /* part now */

select
    waits.source,
    waits.department,
    positions.working_seconds as now_working_seconds,
    waits.entered_working_seconds,
    case when waits.served_at <= moment.looked_at then waits.served_working_seconds end as served_working_seconds,
    case when waits.served_at > moment.looked_at then waits.ticket_id end as ticket_id
from waits
cross join moment
inner join positions on waits.source = positions.source and waits.calendar = positions.calendar
where waits.entered_at <= moment.looked_at
    and (
        waits.served_at > moment.looked_at
        or waits.served_working_seconds > positions.working_seconds - cast(:departure_seconds as bigint)
    )
order by waits.source, waits.department, waits.started_at, waits.ticket_id
