-- Who was asked in a period, as known at as_of, and whether they have answered by then: both sides of the response rate.

asked as not materialized (
    select *, coalesce(first_rated_at <= cast(:as_of as timestamptz), false) as is_rated
    from rating_requests
    where asked_day between cast(:start_date as date) and cast(:end_date as date)
        and asked_at <= cast(:as_of as timestamptz)
        and superseded_at > cast(:as_of as timestamptz)
        /* filter */
)
