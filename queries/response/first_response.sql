-- purpose: How long the first answer takes: Kaplan-Meier over tickets opened in the period, the unanswered counted as still waiting.
-- metric: first_response
-- grain: one row
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column ticket_count bigint [tickets]: opened in the period, written channels
-- column answered_count bigint [tickets]: of those, answered
-- column median_working_seconds bigint [working seconds]: half are answered within; empty = not reached
-- column p90_working_seconds bigint [working seconds]: nine in ten are answered within; empty = not reached
with /* part cohort */,

observed as (
    select
        coalesce(ticket_facts.first_response_at <= judged.judged_at, false) as is_answered,
        case
            when ticket_facts.first_response_at <= judged.judged_at then ticket_facts.first_response_working_seconds
            when ticket_facts.first_response_censored_at <= judged.judged_at
                then ticket_facts.first_response_censored_working_seconds
            else coalesce(positions.working_seconds, 0) - ticket_facts.opened_working_seconds
        end as working_seconds
    from ticket_facts
    inner join judged on ticket_facts.source = judged.source
    left join positions on ticket_facts.source = positions.source and ticket_facts.calendar = positions.calendar
    where ticket_facts.opened_day between cast(:start_date as date) and cast(:end_date as date)
        and ticket_facts.opened_at <= judged.judged_at
        and ticket_facts.excluded_reason is null
        and not ticket_facts.is_notice
        and not ticket_facts.is_instant_channel
        and not ticket_facts.is_recorded_afterwards
        -- Closed at an unknown time without an answer: nobody knows how long it was observed.
        and not (ticket_facts.is_undated and ticket_facts.first_response_at is null)
        /* filter ticket_facts */
),

by_duration as (
    select
        working_seconds,
        count(*) as leaving_count,
        count(*) filter (where is_answered) as answered_count
    from observed
    group by working_seconds
),

at_risk as (
    select
        working_seconds,
        answered_count,
        cast(sum(leaving_count) over (order by working_seconds desc) as double precision) as risk_count
    from by_duration
),

curve as (
    select
        working_seconds,
        -- The product of (1 - answered / at risk); once all at risk are answered, nobody is left waiting.
        case
            when max(case when answered_count = risk_count then 1 else 0 end) over (order by working_seconds) = 1 then 0
            else exp(sum(ln(case when answered_count = risk_count then 1 else 1 - answered_count / risk_count end)) over (order by working_seconds))
        end as waiting_share
    from at_risk
)

select
    (select count(*) from observed) as ticket_count,
    (select count(*) filter (where is_answered) from observed) as answered_count,
    min(working_seconds) filter (where waiting_share <= 0.5 + 1e-9) as median_working_seconds,
    min(working_seconds) filter (where waiting_share <= 0.1 + 1e-9) as p90_working_seconds
from curve
