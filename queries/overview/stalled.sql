-- purpose: Open tickets that have been silent for too long, by whose turn it is.
-- metric: stalled
-- grain: one row per turn
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param stale_support_seconds bigint: working seconds after which a ticket in our turn is stalled
-- param stale_third_party_seconds bigint: the same with a third party
-- param stale_customer_seconds bigint: the same in the customer's turn
-- param stale_finished_seconds bigint: the same after closing words
-- param stale_unknown_seconds bigint: the same where the turn is unknown
-- column turn text: whose turn it is
-- column ticket_count bigint [tickets]: stalled
-- column oldest_working_seconds bigint [working seconds]: longest silence
with /* part now */,

silent as (
    select
        spells.turn,
        coalesce(positions.working_seconds, 0) - spells.decisive_working_seconds as silent_working_seconds,
        case spells.turn
            when 'support' then cast(:stale_support_seconds as bigint)
            when 'third_party' then cast(:stale_third_party_seconds as bigint)
            when 'customer' then cast(:stale_customer_seconds as bigint)
            when 'finished' then cast(:stale_finished_seconds as bigint)
            else cast(:stale_unknown_seconds as bigint)
        end as allowed_working_seconds
    from spells
    cross join moment
    left join positions on spells.source = positions.source and spells.calendar = positions.calendar
    where spells.is_open and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
        /* filter spells */
)

select
    turn,
    count(*) as ticket_count,
    max(silent_working_seconds) as oldest_working_seconds
from silent
where silent_working_seconds > allowed_working_seconds
group by turn
order by turn
