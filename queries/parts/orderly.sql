-- The waits whose order is judged, the forgotten left out, with the day that counts for them: that of their end, or the
-- moment's own where they still stand. Stands on `now`.

/* part ordered */,

orderly as (
    select
        ordered.source,
        ordered.ticket_id,
        ordered.overtaken_at,
        ordered.is_overtaken,
        case when ordered.is_waiting then cast(timezone(:zone, moment.looked_at) as date) else ordered.served_day end as judged_day
    from ordered
    cross join moment
    where ordered.waited_working_seconds <= cast(:forgotten_seconds as bigint)
)
