-- The ratings of a period, as known at as_of: of a ticket's ratings the last one given by then.

rated as not materialized (
    select *
    from ratings
    where rated_day between cast(:start_date as date) and cast(:end_date as date)
        and rated_at <= cast(:as_of as timestamptz)
        and superseded_at > cast(:as_of as timestamptz)
        /* filter */
)
