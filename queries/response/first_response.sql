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

/* part opened */,

population as not materialized (
    select
        *,
        coalesce(first_response_at <= cast(:as_of as timestamptz), false) as is_answered
    from opened
    where not is_instant_channel
        and not is_recorded_afterwards
        -- Closed at an unknown time without an answer: nobody knows how long it was observed.
        and not (is_undated and first_response_at is null)
        -- Of a source that never says when it answered nobody knows who still waits.
        and source in (select source from sources where has_responses)
),

observed as not materialized (
    select '' as group_key, first_response_working_seconds as seconds, true as has_ended, false as is_waiting
    from population
    where is_answered
    union all
    select
        '' as group_key,
        -- Closed unanswered: observed until its closing.
        coalesce(
            population.resolution_working_seconds, coalesce(positions.working_seconds, 0) - population.opened_working_seconds
        ) as seconds,
        false as has_ended,
        population.solved_at is null as is_waiting
    from population
    left join positions on population.source = positions.source and population.calendar = positions.calendar
    where not population.is_answered
),

/* part survival */

select
    coalesce(cast(sum(ticket_count) as bigint), 0) as ticket_count,
    coalesce(cast(sum(ended_count) as bigint), 0) as answered_count,
    max(median_seconds) as median_working_seconds,
    max(p90_seconds) as p90_working_seconds
from summaries
