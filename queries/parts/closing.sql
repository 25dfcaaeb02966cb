-- The last end of a working day before the moment looked at: a lunch break closes no doors.

day_ends as (
    select max(ends_at) as closed_doors_at
    from working_intervals
    where calendar = ''
    group by cast(timezone(:zone, starts_at) as date)
),

closing as (
    select max(day_ends.closed_doors_at) as closed_doors_at
    from day_ends
    where day_ends.closed_doors_at <= cast(:as_of as timestamptz)
)
