-- purpose: The queue by age in working time.
-- metric: age_bands
-- grain: one row per department and band
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param band_edges_seconds bigint[]: upper edges of the bands but the last, working seconds
-- column department text: department or group
-- column band integer: 0 = youngest
-- column queue_count bigint [tickets]: open, our turn
with /* part now */,

waiting as (
    select
        spells.department,
        coalesce(positions.working_seconds, 0) - spells.turn_started_working_seconds as waiting_working_seconds
    from spells
    cross join moment
    left join positions on spells.source = positions.source and spells.calendar = positions.calendar
    where spells.turn = 'support' and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
        /* filter spells */
),

banded as (
    select
        waiting.department,
        cast(
            case when waiting_working_seconds > edges.edge_1 then 1 else 0 end
            + case when waiting_working_seconds > edges.edge_2 then 1 else 0 end
            + case when waiting_working_seconds > edges.edge_3 then 1 else 0 end as integer
        ) as band
    from waiting
    cross join (
        select
            (cast(:band_edges_seconds as bigint[]))[1] as edge_1,
            (cast(:band_edges_seconds as bigint[]))[2] as edge_2,
            (cast(:band_edges_seconds as bigint[]))[3] as edge_3
    ) as edges
)

select department, band, count(*) as queue_count
from banded
group by department, band
order by department, band
