-- purpose: What the checks found in the data at hand, and in the version before.
-- metric: quality
-- grain: one row per source and check that could look at something
-- column source text: the helpdesk's instance
-- column check_key text: the check
-- column quality_severity text: wrong, doubtful or note; ok where it found no more than it tolerates
-- column touches text: the pages whose numbers it concerns, separated by blanks
-- column found_count bigint: odd ones
-- column checked_count bigint: looked at
-- column before_count bigint: odd ones in the version before; empty = not checked then
-- column raised_since_at timestamptz: the first version of the present run of findings
-- column examples text: up to five of them, separated by |
with followed as (
    select
        quality_checks.*,
        lag(found_count) over life as before_count,
        max(case when not is_raised then checked_at end) over (
            partition by source, check_key order by checked_at, stamp rows unbounded preceding
        ) as last_fine_at
    from quality_checks
    window life as (partition by source, check_key order by checked_at, stamp)
),

since as (
    select
        followed.source,
        followed.check_key,
        min(earlier.checked_at) as raised_since_at
    from followed
    inner join warehouse_info on followed.stamp = warehouse_info.stamp
    inner join quality_checks as earlier on followed.source = earlier.source and followed.check_key = earlier.check_key
    where earlier.is_raised and (followed.last_fine_at is null or earlier.checked_at > followed.last_fine_at)
    group by followed.source, followed.check_key
)

select
    followed.source,
    followed.check_key,
    case when followed.is_raised then followed.severity else 'ok' end as quality_severity,
    followed.touches,
    followed.found_count,
    followed.checked_count,
    followed.before_count,
    since.raised_since_at,
    followed.examples
from followed
inner join warehouse_info on followed.stamp = warehouse_info.stamp
left join since on followed.source = since.source and followed.check_key = since.check_key and followed.is_raised
where followed.checked_count > 0
order by
    case when not followed.is_raised then 3 when followed.severity = 'wrong' then 0 when followed.severity = 'doubtful' then 1 else 2 end,
    followed.found_count desc,
    followed.check_key,
    followed.source
