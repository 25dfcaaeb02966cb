-- The waits whose order of arrival is judged: those that ended in the period, and those that still stand at its end. One
-- that moved on to another department ended nowhere. Needs `moment` and `positions` (parts now).

ordered as not materialized (
    select
        waits.*,
        waits.served_at > moment.looked_at as is_waiting,
        least(
            case when waits.served_at > moment.looked_at then positions.working_seconds else waits.served_working_seconds end,
            positions.working_seconds
        ) - waits.started_working_seconds as waited_working_seconds,
        -- Whoever answered after a long silence may have been at work all along: then the answer clears it.
        coalesce(
            waits.overtaken_at <= moment.looked_at and coalesce(waits.cleared_at > moment.looked_at, true), false
        ) as is_overtaken
    from waits
    cross join moment
    inner join positions on waits.source = positions.source and waits.calendar = positions.calendar
    -- What ended before the period began can be passed over unread.
    where waits.served_at >= timezone(:zone, cast(cast(:start_date as date) as timestamp))
        and waits.entered_at <= moment.looked_at
        and (
            waits.served_at > moment.looked_at
            or (not waits.is_moved and waits.served_day between cast(:start_date as date) and cast(:end_date as date))
        )
        -- Where nothing says whose turn it was, a wait is no more than the ticket's life.
        and waits.source in (select source from sources where has_messages or has_status_history)
        /* filter waits */
)
