-- What "now" is: `moment` is the period's end, or as_of where it lies inside; each ticket is judged at the
-- earlier of that and its source's export; `positions` is that moment on each working calendar.

moment as (
    select least(
        cast(:as_of as timestamptz),
        timezone(:zone, cast(cast(:end_date as date) + 1 as timestamp)) - interval '1 microsecond'
    ) as looked_at
),

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
