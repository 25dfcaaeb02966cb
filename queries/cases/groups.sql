-- purpose: Cases by type, finding, outcome, age and due day. Without denúncias.
-- metric: cases_by_type, cases_by_finding, cases_by_outcome, cases_by_age, cases_by_due
-- grain: one row per way of grouping and group
-- desk: cases case_events
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param today date: the local day from which what is due is counted
-- column dimension text: case_type (received in the period), case_finding or case_outcome (concluded in it), age_band or due_band (open now)
-- column group_key text: the group; empty = the customer was not asked
-- column place bigint: order of the bands
-- column case_count bigint [cases]: cases
with case_rows as (
    select * from cases
),

case_steps as (
    select * from case_events
),

/* part case_state */,

banded as (
    select
        case_state.*,
        cast(cast(:today as date) - received_day as bigint) as age_days,
        cast(due_day - cast(:today as date) as bigint) as left_days
    from case_state
    where state in ('received', 'triaged', 'with_area')
),

concluded as (
    select *
    from case_state
    where state = 'concluded' and concluded_day between cast(:start_date as date) and cast(:end_date as date)
),

grouped as (
    select 'case_type' as dimension, case_type as group_key, 0 as place
    from case_state
    where received_day between cast(:start_date as date) and cast(:end_date as date)
    union all
    select 'case_finding' as dimension, finding as group_key, 0 as place
    from concluded
    union all
    select 'case_outcome' as dimension, outcome as group_key, 0 as place
    from concluded
    union all
    select
        'age_band' as dimension,
        case
            when age_days <= 3 then 'days_3' when age_days <= 10 then 'days_10' when age_days <= 20 then 'days_20'
            else 'days_more'
        end as group_key,
        case when age_days <= 3 then 1 when age_days <= 10 then 2 when age_days <= 20 then 3 else 4 end as place
    from banded
    union all
    select
        'due_band' as dimension,
        case
            when left_days < 0 then 'overdue' when left_days <= 3 then 'due_3' when left_days <= 7 then 'due_7'
            else 'due_later'
        end as group_key,
        case when left_days < 0 then 1 when left_days <= 3 then 2 when left_days <= 7 then 3 else 4 end as place
    from banded
)

select
    dimension,
    group_key,
    cast(place as bigint) as place,
    count(*) as case_count
from grouped
group by dimension, group_key, place
order by dimension, place, case_count desc, group_key
