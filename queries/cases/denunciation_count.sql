-- purpose: How many denúncias came in the period, said only from five on.
-- metric: cases_by_type
-- grain: one row; none where there are fewer than five
-- desk: denunciations
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- column group_key text: denunciation
-- column case_count bigint [cases]: received in the period
select
    'denunciation' as group_key,
    count(*) as case_count
from denunciations
where received_day between cast(:start_date as date) and cast(:end_date as date)
having count(*) >= 5
