-- Of the waits of `ordered` that are judged, those that were overtaken, with how many overtook them by then: of one that
-- ended all are known; of one that still stands those picked up for the tolerated time.

still_overtaken as (
    select ordered.*, positions.working_seconds as now_working_seconds
    from ordered
    inner join positions on ordered.source = positions.source and ordered.calendar = positions.calendar
    where ordered.is_waiting and ordered.is_overtaken
        and ordered.waited_working_seconds <= cast(:forgotten_seconds as bigint)
),

younger as (
    select
        waits.source, coalesce(waits.department, '') as department, coalesce(waits.support_level, '') as support_level,
        waits.started_at, waits.served_at, waits.served_working_seconds
    from waits
    cross join moment
    where waits.is_picked_up
        and waits.served_at > (select min(still_overtaken.started_at) from still_overtaken)
        and waits.served_at <= moment.looked_at
),

overtakers as (
    select still_overtaken.source, still_overtaken.ticket_id, still_overtaken.started_at, count(*) as overtaken_count
    from still_overtaken
    inner join younger
        on still_overtaken.source = younger.source
        and coalesce(still_overtaken.department, '') = younger.department
        and coalesce(still_overtaken.support_level, '') = younger.support_level
    where younger.started_at > still_overtaken.started_at
        and younger.served_at >= still_overtaken.entered_at
        and younger.served_working_seconds + cast(:overtaken_seconds as bigint) < still_overtaken.now_working_seconds
    group by still_overtaken.source, still_overtaken.ticket_id, still_overtaken.started_at
),

overtaken as (
    select
        ordered.source, ordered.ticket_id, ordered.started_at, ordered.department, ordered.waited_working_seconds,
        ordered.served_at, ordered.is_waiting, ordered.overtaker_id, ordered.overtaken_reason, ordered.reason_agent_id,
        ordered.reason_at,
        case when ordered.is_waiting then overtakers.overtaken_count else ordered.overtaken_count end as overtaken_count
    from ordered
    left join overtakers
        on ordered.source = overtakers.source and ordered.ticket_id = overtakers.ticket_id
        and ordered.started_at = overtakers.started_at
    where ordered.is_overtaken and ordered.waited_working_seconds <= cast(:forgotten_seconds as bigint)
)
