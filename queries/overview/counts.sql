-- purpose: The counts that the overview stands on: stocks at the period's end, flows inside it.
-- metric: open, queue, opened, closed, reopened, undated, unknown, excluded, csat
-- grain: one row
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- column open_count bigint [tickets]: not resolved, not closed, not excluded
-- column queue_count bigint [tickets]: open, and it is our turn
-- column opened_count bigint [tickets]: opened in the period
-- column closed_count bigint [passages]: from open to not open
-- column reopened_count bigint [passages]: back to open, those by mere thanks included
-- column reopened_by_thanks_count bigint [passages]: of those, by mere closing words
-- column undated_count bigint [tickets]: not open, at an unknown time: out of the history
-- column unknown_count bigint [tickets]: open, in a status that nothing maps
-- column excluded_count bigint [tickets]: merged, spam, deleted, monitoring or test
-- column rated_count bigint [tickets]: rated in the period
-- column satisfied_count bigint [tickets]: of those, with a normalised score of 4 or more
with /* part moment */,

/* part flows */,

standing as (
    select
        count(*) as open_count,
        count(*) filter (where spells.turn = 'support') as queue_count,
        count(*) filter (where spells.state = 'unknown') as unknown_count
    from spells
    cross join moment
    where spells.is_open and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
        /* filter spells */
),

excluded as (
    select count(*) as excluded_count
    from spells
    cross join moment
    where spells.is_excluded and spells.started_at <= moment.looked_at
        /* filter spells */
),

undated as (
    select count(*) as undated_count
    from spells
    cross join moment
    where not spells.is_dated and spells.started_at <= moment.looked_at
        /* filter spells */
),

passed as (
    select
        coalesce(cast(sum(passage_count) filter (where kind = 'opened') as bigint), 0) as opened_count,
        coalesce(cast(sum(passage_count) filter (where kind = 'closed') as bigint), 0) as closed_count,
        coalesce(cast(sum(passage_count) filter (where kind in ('reopened', 'reopened_by_thanks')) as bigint), 0) as reopened_count,
        coalesce(cast(sum(passage_count) filter (where kind = 'reopened_by_thanks') as bigint), 0) as reopened_by_thanks_count
    from flows
    where day >= cast(:start_date as date)
),

rated as (
    select
        count(*) as rated_count,
        count(*) filter (where is_satisfied) as satisfied_count
    from ratings
    where rated_day between cast(:start_date as date) and cast(:end_date as date)
        and rated_at <= cast(:as_of as timestamptz)
        and superseded_at > cast(:as_of as timestamptz)
        /* filter */
)

select
    standing.open_count,
    standing.queue_count,
    passed.opened_count,
    passed.closed_count,
    passed.reopened_count,
    passed.reopened_by_thanks_count,
    undated.undated_count,
    standing.unknown_count,
    excluded.excluded_count,
    rated.rated_count,
    rated.satisfied_count
from standing
cross join excluded
cross join undated
cross join passed
cross join rated
