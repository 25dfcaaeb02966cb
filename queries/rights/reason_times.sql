-- purpose: How long each reason takes: Kaplan-Meier medians of the first response and of the solution, open tickets counted as open.
-- metric: contact_reasons
-- grain: one row per reason and clock that stops
-- filter: sources departments channels levels agents customers
-- desk: ticket_reasons
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column reason text: the reason's key
-- column is_resolution boolean: false = until the first response
-- column watched_count bigint [tickets]: opened in the period, written channels
-- column median_working_seconds bigint [working seconds]: half have it within; empty = not reached
with /* part cohort */,

/* part reasoned */,

population as not materialized (
    select
        *,
        source in (select source from sources where has_responses) as has_responses,
        coalesce(first_response_at <= cast(:as_of as timestamptz), false) as is_answered
    from reasoned
    where not is_instant_channel
        and not is_recorded_afterwards
        and not is_undated
),

-- Up to 10,000 tickets every second stands alone. Beyond, those of a minute go together, of ten minutes from a day of nine
-- hours on, and of an hour from ten such days on: finer than it is said.
width as (
    select count(*) > 10000 as is_coarse from opened
),

-- Few still wait for either; only they need a look at the clock.
waiting as (
    select
        population.reason_in_force as reason,
        population.has_responses,
        population.is_answered,
        population.solved_at is not null as is_solved,
        -- Closed unanswered: observed until its closing.
        coalesce(
            population.resolution_working_seconds,
            coalesce(positions.working_seconds, 0) - population.opened_working_seconds
        ) as seconds
    from population
    left join positions on population.source = positions.source and population.calendar = positions.calendar
    where not population.is_answered or population.solved_at is null
),

observed as not materialized (
    select reason_in_force as reason, false as is_resolution, first_response_working_seconds as seconds, true as is_over
    from population
    where is_answered and has_responses
    union all
    select reason_in_force as reason, true as is_resolution, resolution_working_seconds as seconds, true as is_over
    from population
    where solved_at is not null
    union all
    select reason, false as is_resolution, seconds, false as is_over
    from waiting
    where not is_answered and has_responses
    union all
    select reason, true as is_resolution, seconds, false as is_over
    from waiting
    where not is_solved
),

by_duration as (
    select
        observed.reason,
        observed.is_resolution,
        case
            when not width.is_coarse then observed.seconds
            when observed.seconds < 32400 then observed.seconds / 60
            when observed.seconds < 324000 then 540 + observed.seconds / 600
            else 1080 + observed.seconds / 3600
        end as bin,
        count(*) as leaving_count,
        count(*) filter (where observed.is_over) as over_count,
        coalesce(max(observed.seconds) filter (where observed.is_over), max(observed.seconds)) as seconds
    from observed
    cross join width
    group by observed.reason, observed.is_resolution, bin
),

at_risk as (
    select
        *,
        cast(
            sum(leaving_count) over (partition by reason, is_resolution order by bin desc rows unbounded preceding)
            as double precision
        ) as risk_count
    from by_duration
),

curve as (
    select
        *,
        exp(
            sum(ln(greatest(1 - over_count / risk_count, 1e-300)))
                over (partition by reason, is_resolution order by bin rows unbounded preceding)
        ) as waiting_share
    from at_risk
)

select
    reason,
    is_resolution,
    cast(sum(leaving_count) as bigint) as watched_count,
    min(seconds) filter (where waiting_share <= 0.5 + 1e-9) as median_working_seconds
from curve
group by reason, is_resolution
order by reason, is_resolution
