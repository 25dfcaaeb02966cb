-- Each ticket is judged at the earlier of `moment` and its source's export; `positions` is that moment on each
-- working calendar.

judged as (
    select
        sources.source,
        moment.looked_at,
        case when sources.is_live then moment.looked_at else least(moment.looked_at, sources.exported_at) end as judged_at
    from sources
    cross join moment
),

positions as (
    select
        judged.source,
        working_intervals.calendar,
        max(
            working_intervals.working_seconds_before
            + cast(extract(epoch from least(judged.judged_at, working_intervals.ends_at)) as bigint)
            - cast(extract(epoch from working_intervals.starts_at) as bigint)
        ) as working_seconds
    from judged
    inner join working_intervals on judged.judged_at >= working_intervals.starts_at
    group by judged.source, working_intervals.calendar
)
