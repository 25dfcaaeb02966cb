-- purpose: How much comes outside the working hours, and how much of it is an emergency.
-- metric: after_hours
-- grain: one row
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column opened_count bigint [tickets]: opened in the period, written channels
-- column after_hours_count bigint [tickets]: of those, outside the working hours
-- column emergency_count bigint [tickets]: of those, emergencies by their priority
with /* part opened */

select
    count(*) as opened_count,
    count(*) filter (where is_after_hours) as after_hours_count,
    count(*) filter (where is_after_hours and is_emergency) as emergency_count
from opened
where /* part written */
