-- purpose: What it took to solve: one answer, reopenings, waits, and in whose hands the time went.
-- metric: one_touch, reopen_rate, waits_per_ticket, in_our_hands
-- grain: one row
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column solved_count bigint [tickets]: solved in the period, and solved at as_of; sources with messages
-- column one_touch_count bigint [tickets]: of those, with exactly one human public answer
-- column wait_count bigint [waits]: their waits for us that had an answer
-- column timed_count bigint [tickets]: solved in the period, and solved at as_of; sources that say whose turn it was
-- column support_working_seconds bigint [working seconds]: their time in our turn
-- column customer_working_seconds bigint [working seconds]: in the customer's turn
-- column third_party_working_seconds bigint [working seconds]: with a third party
-- column first_solved_count bigint [tickets]: solved in the period, counted at their first solving in it; sources that would tell of a reopening
-- column reopened_count bigint [tickets]: of those, reopened since by more than mere thanks
with solved as (
    select
        resolutions.*,
        sources.has_messages,
        sources.has_messages or sources.has_status_history as has_history
    from resolutions
    inner join sources on resolutions.source = sources.source
    where resolutions.solved_day between cast(:start_date as date) and cast(:end_date as date)
        and resolutions.from_at <= cast(:as_of as timestamptz)
        and resolutions.to_at > cast(:as_of as timestamptz)
        and not resolutions.is_notice
        and /* part written */
        /* filter resolutions */
),

kept as (
    select
        count(*) filter (where has_messages) as solved_count,
        count(*) filter (where has_messages and answer_count = 1) as one_touch_count,
        coalesce(cast(sum(answered_wait_count) filter (where has_messages) as bigint), 0) as wait_count,
        count(*) filter (where has_history) as timed_count,
        coalesce(cast(sum(support_working_seconds) filter (where has_history) as bigint), 0) as support_working_seconds,
        coalesce(cast(sum(customer_working_seconds) filter (where has_history) as bigint), 0) as customer_working_seconds,
        coalesce(cast(sum(third_party_working_seconds) filter (where has_history) as bigint), 0) as third_party_working_seconds
    from solved
),

first_solved as (
    select
        count(*) as first_solved_count,
        count(*) filter (where reopened_at <= cast(:as_of as timestamptz)) as reopened_count
    from resolutions
    inner join sources
        on resolutions.source = sources.source and (sources.has_messages or sources.has_status_history)
    where solved_day between cast(:start_date as date) and cast(:end_date as date)
        and from_at = solved_at
        and from_at <= cast(:as_of as timestamptz)
        and (previous_solved_day is null or previous_solved_day < cast(:start_date as date))
        and not is_notice
        and /* part written */
        /* filter resolutions */
)

select kept.*, first_solved.first_solved_count, first_solved.reopened_count
from kept
cross join first_solved
