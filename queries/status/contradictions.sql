-- purpose: Open tickets whose status and history disagree.
-- metric: contradictions
-- grain: one row per contradiction
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param status_without_event_seconds bigint: working seconds after which "in progress" needs an event
-- column contradiction text: customer_waits or nothing_in_progress
-- column ticket_count bigint [tickets]: open
with /* part now */,

told as (
    select
        case
            when spells.state = 'waiting_customer' and spells.turn_rule in ('customer_spoke_last', 'never_answered')
                then 'customer_waits'
            when spells.state = 'in_progress'
                and spells.decisive_at is not null
                and coalesce(positions.working_seconds, 0) - spells.started_working_seconds
                > cast(:status_without_event_seconds as bigint) then 'nothing_in_progress'
        end as contradiction
    from spells
    cross join moment
    left join positions on spells.source = positions.source and spells.calendar = positions.calendar
    where spells.is_open and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
        /* filter spells */
)

select contradiction, count(*) as ticket_count
from told
where contradiction is not null
group by contradiction
order by contradiction
