-- Tickets of customers opened in a period; those merged into another one are no arrivals.

able as (
    select
        *,
        opened_day - (cast(extract(isodow from opened_day) as integer) - 1) as week,
        excluded_reason is null as is_arrival,
        source in (select source from sources where has_words) as has_words,
        source in (select source from sources where has_messages) as has_messages
    from ticket_facts
    where opened_day between cast(:start_date as date) and cast(:end_date as date)
        and opened_at <= cast(:as_of as timestamptz)
        and not is_notice
        and (excluded_reason is null or excluded_reason = 'merged')
        /* filter */
)
