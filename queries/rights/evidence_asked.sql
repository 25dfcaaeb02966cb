-- purpose: Tickets of the period in which we asked for a screenshot or the steps, and asked no more than once.
-- metric: duty_evidence
-- grain: one row per week of opening
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column week date: Monday of the week
-- column asked_count bigint [tickets]: asked by as_of
-- column once_count bigint [tickets]: of those, asked once
with asked_for as (
    select opened_day - (cast(extract(isodow from opened_day) as integer) - 1) as week, count(*) as asked_count
    from ticket_facts
    where opened_day between cast(:start_date as date) and cast(:end_date as date)
        and evidence_asked_at <= cast(:as_of as timestamptz)
        and excluded_reason is null
        and not is_notice
        /* filter */
    group by week
),

asked_again as (
    select opened_day - (cast(extract(isodow from opened_day) as integer) - 1) as week, count(*) as again_count
    from rule_hits
    where rule = 'evidence-asked-twice'
        and is_counted
        and is_able
        and opened_day between cast(:start_date as date) and cast(:end_date as date)
        and occurred_at <= cast(:as_of as timestamptz)
        /* filter */
    group by week
)

select
    cast(asked_for.week as date) as week,
    asked_for.asked_count,
    asked_for.asked_count - coalesce(asked_again.again_count, 0) as once_count
from asked_for
left join asked_again on asked_for.week = asked_again.week
order by asked_for.week
