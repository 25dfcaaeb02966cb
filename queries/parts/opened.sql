-- The tickets opened in a period, each as it stands at as_of: what the response times are measured over.

opened as not materialized (
    select *
    from resolutions
    where opened_day between cast(:start_date as date) and cast(:end_date as date)
        and from_at <= cast(:as_of as timestamptz)
        and to_at > cast(:as_of as timestamptz)
        and not is_notice
        /* filter */
)
