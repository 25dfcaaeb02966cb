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

population as not materialized (
    select *
    from ticket_facts
    where opened_day between cast(:start_date as date) and cast(:end_date as date)
        and opened_at <= cast(:as_of as timestamptz)
        and excluded_reason is null
        and not is_notice
        and not is_instant_channel
        and not is_recorded_afterwards
        -- Closed at an unknown time without an answer: nobody knows how long it was observed.
        and not (is_undated and first_response_at is null)
        -- Of a source that never says when it answered nobody knows who still waits.
        and source in (select source from sources where has_responses)
        /* filter */
),

observed as (
    select first_response_working_seconds as working_seconds, count(*) as leaving_count, count(*) as answered_count
    from population
    where first_response_at <= cast(:as_of as timestamptz)
    group by first_response_working_seconds
    union all
    select
        case
            when population.first_response_censored_at <= judged.judged_at
                then population.first_response_censored_working_seconds
            else coalesce(positions.working_seconds, 0) - population.opened_working_seconds
        end as working_seconds,
        1 as leaving_count,
        0 as answered_count
    from population
    inner join judged on population.source = judged.source
    left join positions on population.source = positions.source and population.calendar = positions.calendar
    where population.first_response_at is null or population.first_response_at > cast(:as_of as timestamptz)
),

by_duration as (
    select
        working_seconds,
        cast(sum(leaving_count) as bigint) as leaving_count,
        cast(sum(answered_count) as bigint) as answered_count
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
        -- The product of (1 - answered / at risk); once all at risk are answered, as good as nobody is left.
        exp(sum(ln(greatest(1 - answered_count / risk_count, 1e-300))) over (order by working_seconds)) as waiting_share
    from at_risk
)

select
    (select coalesce(cast(sum(leaving_count) as bigint), 0) from by_duration) as ticket_count,
    (select coalesce(cast(sum(answered_count) as bigint), 0) from by_duration) as answered_count,
    min(working_seconds) filter (where waiting_share <= 0.5 + 1e-9) as median_working_seconds,
    min(working_seconds) filter (where waiting_share <= 0.1 + 1e-9) as p90_working_seconds
from curve
