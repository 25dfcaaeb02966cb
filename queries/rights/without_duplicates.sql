-- purpose: What the duplicates do to the numbers: everything, and the same without them.
-- metric: without_duplicates
-- grain: one row with all tickets and one without the duplicates
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column is_without boolean: the duplicates left out
-- column opened_count bigint [tickets]: opened in the period
-- column closed_count bigint [passages]: from open to not open
-- column answerable_count bigint [tickets]: opened in the period, written channels: what the median stands on
-- column response_working_seconds bigint [working seconds]: half have their first response within (Kaplan-Meier); empty = not reached
-- column solved_count bigint [tickets]: solved in the period, written channels
-- column reopened_count bigint [tickets]: of those, reopened since, by more than thanks
with /* part cohort */,

sides (is_without) as (
    values (false), (true)
),

-- Each stretch begins with the opening, a closing or a reopening, under its holder of that moment.
counted as (
    select
        coalesce(is_duplicate, false) as is_duplicate,
        count(*) filter (
            where from_at = opened_at
            and opened_day between cast(:start_date as date) and cast(:end_date as date)
        ) as opened_count,
        count(*) filter (
            where from_at = solved_at
            and solved_day between cast(:start_date as date) and cast(:end_date as date)
        ) as closed_count
    from resolutions
    where from_at <= cast(:as_of as timestamptz)
        and coalesce(solved_day, opened_day) between cast(:start_date as date) and cast(:end_date as date)
        /* filter */
    group by coalesce(is_duplicate, false)
),

outcomes as (
    select
        coalesce(is_duplicate, false) as is_duplicate,
        count(*) as solved_count,
        count(*) filter (where reopened_at <= cast(:as_of as timestamptz)) as reopened_count
    from resolutions
    where solved_day between cast(:start_date as date) and cast(:end_date as date)
        and from_at = solved_at
        and from_at <= cast(:as_of as timestamptz)
        and (previous_solved_day is null or previous_solved_day < cast(:start_date as date))
        and not is_notice
        and not is_instant_channel
        and not is_recorded_afterwards
        /* filter */
    group by coalesce(is_duplicate, false)
),

/* part opened */,

population as not materialized (
    select
        opened.is_duplicate,
        coalesce(opened.first_response_at <= cast(:as_of as timestamptz), false) as is_answered,
        case
            when opened.first_response_at <= cast(:as_of as timestamptz) then opened.first_response_working_seconds
            -- Closed unanswered: observed until its closing.
            else coalesce(
                opened.resolution_working_seconds, coalesce(positions.working_seconds, 0) - opened.opened_working_seconds
            )
        end as watched_working_seconds
    from opened
    left join positions on opened.source = positions.source and opened.calendar = positions.calendar
    where not opened.is_instant_channel
        and not opened.is_recorded_afterwards
        and not (opened.is_undated and opened.first_response_at is null)
        and opened.source in (select source from sources where has_responses)
),

-- As fine as the first response elsewhere: seconds, beyond 10,000 tickets minutes.
width as (
    select case when count(*) > 10000 then 60 else 1 end as bin_seconds from opened
),

binned as (
    select
        coalesce(is_duplicate, false) as is_duplicate,
        watched_working_seconds / width.bin_seconds as bin,
        count(*) as leaving_count,
        count(*) filter (where is_answered) as answered_count,
        coalesce(max(watched_working_seconds) filter (where is_answered), max(watched_working_seconds)) as seconds
    from population
    cross join width
    group by coalesce(is_duplicate, false), bin
),

by_duration as (
    select
        sides.is_without,
        binned.bin,
        sum(binned.leaving_count) as leaving_count,
        sum(binned.answered_count) as answered_count,
        max(binned.seconds) as seconds
    from binned
    cross join sides
    where not (sides.is_without and binned.is_duplicate)
    group by sides.is_without, binned.bin
),

at_risk as (
    select
        *,
        cast(sum(leaving_count) over (partition by is_without order by bin desc) as double precision) as risk_count
    from by_duration
),

curve as (
    select
        *,
        exp(sum(ln(greatest(1 - answered_count / risk_count, 1e-300))) over (partition by is_without order by bin)) as waiting_share
    from at_risk
),

medians as (
    select
        is_without,
        cast(sum(leaving_count) as bigint) as answerable_count,
        min(seconds) filter (where waiting_share <= 0.5 + 1e-9) as response_working_seconds
    from curve
    group by is_without
),

counted_sides as (
    select
        sides.is_without,
        sum(counted.opened_count) as opened_count,
        sum(counted.closed_count) as closed_count
    from sides
    left join counted on not (sides.is_without and counted.is_duplicate)
    group by sides.is_without
),

outcome_sides as (
    select
        sides.is_without,
        sum(outcomes.solved_count) as solved_count,
        sum(outcomes.reopened_count) as reopened_count
    from sides
    left join outcomes on not (sides.is_without and outcomes.is_duplicate)
    group by sides.is_without
)

select
    sides.is_without,
    coalesce(cast(counted_sides.opened_count as bigint), 0) as opened_count,
    coalesce(cast(counted_sides.closed_count as bigint), 0) as closed_count,
    coalesce(medians.answerable_count, 0) as answerable_count,
    medians.response_working_seconds,
    coalesce(cast(outcome_sides.solved_count as bigint), 0) as solved_count,
    coalesce(cast(outcome_sides.reopened_count as bigint), 0) as reopened_count
from sides
left join counted_sides on sides.is_without = counted_sides.is_without
left join outcome_sides on sides.is_without = outcome_sides.is_without
left join medians on sides.is_without = medians.is_without
order by sides.is_without
