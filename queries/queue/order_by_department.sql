-- purpose: Is the order of arrival respected? Waits of the period, and how many of them were overtaken, by department.
-- metric: never_overtaken, overtaken_median, forgotten_waits, overtaken_by_department
-- grain: one row per department, and one for all together
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- param forgotten_seconds bigint: working seconds after which a wait is forgotten, and left out
-- param overtaken_seconds bigint: working seconds by which a younger wait may be taken up first
-- column is_total boolean: all departments together
-- column department text: department or group
-- column wait_count bigint [waits]: ended in the period or standing at its end, the forgotten left out
-- column overtaken_count bigint [waits]: of those, overtaken by a younger one
-- column priority_count bigint [waits]: of the overtaken, first by one with a priority set by staff
-- column evidence_count bigint [waits]: of the overtaken, we had asked for evidence
-- column forgotten_count bigint [waits]: longer than that, left out
-- column median_overtaker_count double [waits]: how many overtook half of the overtaken, or fewer
with /* part now */,

/* part ordered */,

/* part overtaken */,

counted as (
    select
        department,
        count(*) filter (where waited_working_seconds <= cast(:forgotten_seconds as bigint)) as wait_count,
        count(*) filter (where waited_working_seconds > cast(:forgotten_seconds as bigint)) as forgotten_count
    from ordered
    group by department
),

summed as (
    select
        grouping(department) = 1 as is_total,
        department,
        cast(sum(wait_count) as bigint) as wait_count,
        cast(sum(forgotten_count) as bigint) as forgotten_count
    from counted
    group by grouping sets ((department), ())
),

passed as (
    select
        grouping(department) = 1 as is_total,
        department,
        count(*) as overtaken_count,
        count(*) filter (where overtaken_reason = 'priority') as priority_count,
        count(*) filter (where overtaken_reason = 'evidence') as evidence_count,
        percentile_cont(0.5) within group (order by overtaken_count) as median_overtaker_count
    from overtaken
    group by grouping sets ((department), ())
)

select
    summed.is_total,
    summed.department,
    coalesce(summed.wait_count, 0) as wait_count,
    coalesce(passed.overtaken_count, 0) as overtaken_count,
    coalesce(passed.priority_count, 0) as priority_count,
    coalesce(passed.evidence_count, 0) as evidence_count,
    coalesce(summed.forgotten_count, 0) as forgotten_count,
    passed.median_overtaker_count
from summed
left join passed
    on summed.is_total = passed.is_total and coalesce(summed.department, '') = coalesce(passed.department, '')
order by summed.is_total desc, overtaken_count desc, wait_count desc, summed.department
