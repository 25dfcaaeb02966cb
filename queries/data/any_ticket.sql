-- purpose: Does the filter select any ticket at all, opened by the period's end?
-- grain: one row
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- column has_tickets boolean: at least one
select
    exists(
        select 1
        from ticket_facts
        where opened_day <= cast(:end_date as date) and opened_at <= cast(:as_of as timestamptz)
            /* filter */
    )
    -- A ticket may have been with another department or agent before.
    or exists(
        select 1
        from spells
        where started_at <= cast(:as_of as timestamptz)
            and started_at < timezone(:zone, cast(cast(:end_date as date) + 1 as timestamp))
            /* filter */
    ) as has_tickets
