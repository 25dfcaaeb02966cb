-- Passages by day up to as_of: the roll-up for the days before, the passages themselves for the day of
-- as_of, and for chosen agents or customers (the roll-up has neither).

flows as (
    select day, kind, department, passage_count
    from daily_flows
    where cast(:agents as text[]) is null
        and cast(:customers as text[]) is null
        and day <= cast(:end_date as date)
        and day < cast(timezone(:zone, cast(:as_of as timestamptz)) as date)
        /* filter: sources departments channels levels */
    union all
    select day, kind, department, 1 as passage_count
    from passages
    where (cast(:agents as text[]) is not null or cast(:customers as text[]) is not null)
        and day <= cast(:end_date as date)
        and day < cast(timezone(:zone, cast(:as_of as timestamptz)) as date)
        /* filter */
    union all
    select day, kind, department, 1 as passage_count
    from passages
    where day <= cast(:end_date as date)
        and day = cast(timezone(:zone, cast(:as_of as timestamptz)) as date)
        and occurred_at <= cast(:as_of as timestamptz)
        /* filter */
)
