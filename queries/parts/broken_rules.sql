-- The rules that tickets opened in a period broke by as_of; never more than could break them.

broken as (
    select
        *,
        opened_day - (cast(extract(isodow from opened_day) as integer) - 1) as week
    from rule_hits
    where opened_day between cast(:start_date as date) and cast(:end_date as date)
        and opened_at <= cast(:as_of as timestamptz)
        and occurred_at <= cast(:as_of as timestamptz)
        and is_able
        and rule <> 'evidence-asked-twice'
        /* filter */
)
