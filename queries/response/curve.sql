-- purpose: How long the first answer or the solution takes: Kaplan-Meier over tickets opened in the period, as a curve and its quantiles, by group.
-- metric: waiting_curve, response_groups
-- grain: one row per point of a curve; one row for a group that is not drawn
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param measure text: response = first response (default), resolution = final resolution
-- param clock text: working (default) or calendar
-- param kind text: written (default), apart = instant channels and recorded afterwards, emergency = opened after hours and urgent
-- param dimension text: department, level, category, channel, month or kind; empty = all together
-- param mark_seconds bigint[]: times, in whole minutes, at which the number at risk is told
-- column group_key text: the group; empty = in none
-- column place bigint: rank of the group, the largest first; of months the latest first
-- column ticket_count bigint [tickets]: opened in the period
-- column ended_count bigint [tickets]: of those, answered or solved by as_of
-- column waiting_count bigint [tickets]: of those, still open and waiting for it
-- column median_seconds bigint [seconds]: half within; empty = not reached
-- column median_low_seconds bigint [seconds]: lower 95 % limit of that
-- column median_high_seconds bigint [seconds]: upper 95 % limit of that; empty = not reached
-- column p90_seconds bigint [seconds]: nine in ten within; empty = not reached
-- column p90_low_seconds bigint [seconds]: lower 95 % limit of that
-- column p90_high_seconds bigint [seconds]: upper 95 % limit of that; empty = not reached
-- column is_mark boolean: the number at risk at a time asked for, not a step of the curve
-- column seconds bigint [seconds]: time since the opening
-- column waiting_share double: share still waiting after it
-- column low_share double: lower 95 % limit
-- column high_share double: upper 95 % limit
-- column risk_count bigint [tickets]: watched at that time
with /* part cohort */,

/* part opened */,

population as not materialized (
    select
        /* part response_group */ as group_key,
        source,
        calendar,
        opened_at,
        opened_working_seconds,
        solved_at,
        case when coalesce(cast(:measure as text), 'response') = 'response'
            then coalesce(first_response_at <= cast(:as_of as timestamptz), false)
            else solved_at is not null
        end as has_ended,
        case when coalesce(cast(:clock as text), 'working') = 'working' then first_response_working_seconds
            else first_response_calendar_seconds
        end as response_seconds,
        case when coalesce(cast(:clock as text), 'working') = 'working' then resolution_working_seconds
            else resolution_calendar_seconds
        end as solved_seconds
    from opened
    where case coalesce(cast(:kind as text), 'written')
            when 'apart' then is_instant_channel or is_recorded_afterwards
            when 'emergency' then is_emergency and is_after_hours and not is_recorded_afterwards
            else not is_instant_channel and not is_recorded_afterwards
        end
        -- Closed at an unknown time: nobody knows how long it was observed.
        and not (is_undated and (first_response_at is null or coalesce(cast(:measure as text), 'response') <> 'response'))
        -- Of a source that never says when it answered nobody knows who still waits.
        and (
            coalesce(cast(:measure as text), 'response') <> 'response'
            or source in (select source from sources where has_responses)
        )
),

observed as not materialized (
    select
        group_key,
        case when coalesce(cast(:measure as text), 'response') = 'response' then response_seconds else solved_seconds end as seconds,
        true as has_ended,
        false as is_waiting
    from population
    where has_ended
    union all
    select
        population.group_key,
        -- Closed unanswered: observed until its closing. Still open: until now.
        coalesce(population.solved_seconds, case when coalesce(cast(:clock as text), 'working') = 'working'
            then coalesce(positions.working_seconds, 0) - population.opened_working_seconds
            else cast(extract(epoch from judged.judged_at) as bigint) - cast(extract(epoch from population.opened_at) as bigint)
        end) as seconds,
        false as has_ended,
        population.solved_at is null as is_waiting
    from population
    inner join judged on population.source = judged.source
    left join positions on population.source = positions.source and population.calendar = positions.calendar
    where not population.has_ended
),

/* part survival */,

ranked as (
    select
        *,
        row_number() over (
            order by case when cast(:dimension as text) = 'month' then group_key end desc, ticket_count desc, group_key
        ) as place
    from summaries
),

-- At most some 170 steps of each of the six curves drawn: all where they are few, else where the share has moved on.
stepped as (
    select
        curve.*,
        count(*) over (partition by curve.group_key) as step_count,
        lead(curve.bin) over life is null as is_last,
        coalesce(floor(curve.waiting_share * 150) <> floor(lag(curve.waiting_share) over life * 150), true) as has_moved
    from curve
    inner join ranked on curve.group_key = ranked.group_key and ranked.place <= 6
    window life as (partition by curve.group_key order by curve.bin)
),

at_marks as (
    select
        by_duration.group_key,
        marks.mark_seconds,
        cast(coalesce(sum(by_duration.leaving_count)
            filter (where by_duration.bin * width.bin_seconds >= marks.mark_seconds), 0) as bigint) as risk_count
    from by_duration
    inner join ranked on by_duration.group_key = ranked.group_key and ranked.place <= 6
    cross join width
    cross join unnest(cast(:mark_seconds as bigint[])) as marks (mark_seconds)
    group by by_duration.group_key, marks.mark_seconds
),

points as (
    select group_key, false as is_mark, seconds, waiting_share, low_share, high_share, cast(risk_count as bigint) as risk_count
    from stepped
    where step_count <= 170 or has_moved or is_last
    union all
    select group_key, true as is_mark, mark_seconds as seconds, null, null, null, risk_count
    from at_marks
)

select
    ranked.group_key,
    ranked.place,
    ranked.ticket_count,
    ranked.ended_count,
    ranked.waiting_count,
    ranked.median_seconds,
    ranked.median_low_seconds,
    ranked.median_high_seconds,
    ranked.p90_seconds,
    ranked.p90_low_seconds,
    ranked.p90_high_seconds,
    coalesce(points.is_mark, false) as is_mark,
    points.seconds,
    points.waiting_share,
    points.low_share,
    points.high_share,
    points.risk_count
from ranked
left join points on ranked.group_key = points.group_key
order by ranked.place, is_mark, points.seconds
