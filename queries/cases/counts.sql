-- purpose: How many cases are open, overdue or late with an area, and how many were concluded in time. Without denúncias.
-- metric: cases_open, cases_overdue, cases_area_late, cases_in_time
-- grain: one row
-- desk: cases case_events
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param today date: the local day from which what is due is counted
-- column open_count bigint [cases]: open now
-- column overdue_count bigint [cases]: of those, the conclusive answer was due before today
-- column area_late_count bigint [cases]: with an area that should have answered before today
-- column with_area_count bigint [cases]: with an area now
-- column received_count bigint [cases]: received in the period
-- column concluded_count bigint [cases]: concluded in the period
-- column in_time_count bigint [cases]: of those, answered conclusively by the day it was due
with case_rows as (
    select * from cases
),

case_steps as (
    select * from case_events
),

/* part case_state */,

/* part case_answers */

select
    count(*) filter (where is_open) as open_count,
    count(*) filter (where is_open and due_day < cast(:today as date)) as overdue_count,
    count(*) filter (where area_due_day < cast(:today as date)) as area_late_count,
    count(*) filter (where state = 'with_area') as with_area_count,
    count(*) filter (
        where received_day between cast(:start_date as date) and cast(:end_date as date)
    ) as received_count,
    count(*) filter (
        where state = 'concluded' and concluded_day between cast(:start_date as date) and cast(:end_date as date)
    ) as concluded_count,
    count(*) filter (
        where state = 'concluded' and concluded_day between cast(:start_date as date) and cast(:end_date as date)
            and round_day <= due_day
    ) as in_time_count
from answered_cases
