-- purpose: What the areas were asked about: type and category of the cases sent to them. Without denúncias.
-- metric: case_reasons
-- grain: one row per area, type and category
-- desk: cases case_events
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- column case_area text: the area it was sent to last
-- column case_type text: the type as the last triage left it
-- column category text: category of the ticket; empty = no ticket, or none known
-- column case_count bigint [cases]: received in the period and sent to an area
-- column founded_count bigint [cases]: of those, concluded as founded or partly founded
with case_rows as (
    select * from cases
),

case_steps as (
    select * from case_events
),

/* part case_state */

select
    case_state.area as case_area,
    case_state.case_type,
    ticket_facts.category,
    count(*) as case_count,
    count(*) filter (where case_state.finding in ('founded', 'partly_founded')) as founded_count
from case_state
left join ticket_facts on case_state.source = ticket_facts.source and case_state.ticket_id = ticket_facts.ticket_id
where case_state.area is not null
    and case_state.received_day between cast(:start_date as date) and cast(:end_date as date)
group by case_state.area, case_state.case_type, ticket_facts.category
order by case_count desc, case_area, case_type, ticket_facts.category
