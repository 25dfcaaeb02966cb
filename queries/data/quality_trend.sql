-- purpose: What each check found in the newest versions of the data, oldest first.
-- metric: quality_trend
-- grain: one row per source, check and version, of checks that were raised in one of them
-- param version_limit bigint: newest versions looked at; empty = 20
-- column source text: the helpdesk's instance
-- column check_key text: the check
-- column quality_severity text: wrong, doubtful or note: how bad it is where it is raised
-- column stamp text: the version
-- column checked_at timestamptz: when it was checked
-- column found_count bigint: odd ones
-- column checked_count bigint: looked at
-- column is_raised boolean: more of them than the check tolerates
with moments as (
    select stamp, max(checked_at) as checked_at
    from quality_checks
    group by stamp
),

newest as (
    select stamp
    from moments
    order by checked_at desc, stamp desc
    limit coalesce(cast(:version_limit as bigint), 20)
),

looked as (
    select quality_checks.*
    from quality_checks
    inner join newest on quality_checks.stamp = newest.stamp
    where quality_checks.checked_count > 0
),

raised as (
    select source, check_key
    from looked
    group by source, check_key
    having bool_or(is_raised)
)

select
    looked.source,
    looked.check_key,
    looked.severity as quality_severity,
    looked.stamp,
    looked.checked_at,
    looked.found_count,
    looked.checked_count,
    looked.is_raised
from looked
inner join raised on looked.source = raised.source and looked.check_key = raised.check_key
order by looked.source, looked.check_key, looked.checked_at, looked.stamp
