-- What "now" is for a stock: the period's end, or as_of where it lies inside.

moment as (
    select least(
        cast(:as_of as timestamptz),
        timezone(:zone, cast(cast(:end_date as date) + 1 as timestamp)) - interval '1 microsecond'
    ) as looked_at
)
