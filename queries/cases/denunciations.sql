-- purpose: The denúncias in the order of work; asked only for whoever holds them.
-- metric: denunciations_list
-- grain: one row per denúncia
-- desk: denunciations denunciation_events case_events feedback_readings
-- param holder text: in whose hands: ombudsman or deputy
-- param today date: the local day from which what is due is counted
-- param zone text: the company's time zone
-- param person text: whose last act decides what is new
-- param is_open boolean: only open cases, or only the others
-- param term text: must occur in the protocol or the customer's name; lower case without accents
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint [cases]: rows of the whole list
-- column protocol text: year and number
-- column case_type text: the type as the last triage left it
-- column case_state text: received, triaged, with_area, concluded or archived
-- column is_overdue boolean: open, and the conclusive answer was due before today
-- column due_day date: local day of the conclusive answer
-- column case_area text: the area it was sent to last
-- column area_due_day date: with an area: local day by which it must answer
-- column is_area_late boolean: with an area that should have answered before today
-- column is_new boolean: recorded since this person's last act before today
-- column customer_name text: the customer's name as given
-- column case_channel text: how it came
-- column case_holder text: who handles it, ombudsman or deputy
-- column received_day date: local day on which the customer's words came
-- column open_calendar_seconds bigint [seconds]: since then, in whole days
-- column case_finding text: while concluded: founded, partly_founded or unfounded
-- column case_outcome text: the customer's last word: resolved or not_resolved
-- column concluded_day date: local day of the last conclusion
-- column recommendation_open_count bigint [recommendations]: recommendations not yet followed up
with case_rows as (
    select * from denunciations
),

case_steps as (
    select * from denunciation_events
),

/* part case_state */,

/* part last_act */,

/* part case_list */

select
    total_count,
    protocol,
    case_type,
    case_state,
    is_overdue,
    due_day,
    case_area,
    area_due_day,
    is_area_late,
    is_new,
    customer_name,
    case_channel,
    case_holder,
    received_day,
    open_calendar_seconds,
    case_finding,
    case_outcome,
    concluded_day,
    recommendation_open_count
from listed_cases
where case_holder = cast(:holder as text)
order by
    is_open desc, case when is_open then due_day end, received_day desc, protocol
limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
