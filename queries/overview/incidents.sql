-- purpose: Incidents that go on, or ended on the local day of the moment looked at.
-- metric: incidents
-- grain: one row per incident
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- param incident_customers bigint: customers that make one
-- column incident_id text: the incident
-- column kind text: service or reason
-- column name text: the service, or the reason's key
-- column started_at timestamptz: opening of its first ticket
-- column ended_at timestamptz: when it was over; empty = it goes on
-- column customer_count bigint [customers]: customers by then
-- column ticket_count bigint [tickets]: tickets by then
with shown as (
    select *
    from incidents
    where detected_at <= cast(:as_of as timestamptz)
        and cast(timezone(:zone, ended_at) as date) >= cast(timezone(:zone, cast(:as_of as timestamptz)) as date)
),

counted as (
    select
        incident_id,
        count(distinct customer_id) as customer_count,
        count(*) as ticket_count
    from incident_tickets
    where incident_id in (select incident_id from shown)
        and opened_at <= cast(:as_of as timestamptz)
        /* filter */
    group by incident_id
    having count(distinct customer_id) >= cast(:incident_customers as bigint)
)

select
    shown.incident_id,
    shown.kind,
    shown.name,
    shown.started_at,
    case when shown.ended_at <= cast(:as_of as timestamptz) then shown.ended_at end as ended_at,
    counted.customer_count,
    counted.ticket_count
from counted
inner join shown on counted.incident_id = shown.incident_id
order by counted.customer_count desc, shown.started_at desc, shown.incident_id
