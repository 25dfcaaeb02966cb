-- purpose: How many records were out of reach or at risk, and broke each rule, at each export.
-- metric: records_over_time
-- grain: one row per day with an export, and severity or rule
-- filter: sources
-- column day date: local day of the export
-- column severity text: unreachable or at_risk; empty = one rule
-- column record_rule text: stable code of the rule
-- column record_count bigint [customers]: active customers; of a source without an export that day the last one before
-- column whole_count bigint [customers]: of so many
with days as (
    select distinct measured_day as day
    from record_history
    where true /* filter: sources */
),

standing as (
    select
        days.day,
        record_history.source,
        record_history.measure,
        record_history.record_count,
        record_history.measured_at,
        max(record_history.measured_at) over (partition by days.day, record_history.source) as last_measured_at
    from days
    inner join record_history on record_history.measured_day <= days.day
    where true /* filter record_history: sources */
),

whole as (
    select day, cast(sum(record_count) as bigint) as whole_count
    from standing
    where measure = 'records' and measured_at = last_measured_at
    group by day
)

select
    standing.day,
    case when standing.measure in ('unreachable', 'at_risk') then standing.measure end as severity,
    case when standing.measure not in ('unreachable', 'at_risk') then standing.measure end as record_rule,
    cast(sum(standing.record_count) as bigint) as record_count,
    whole.whole_count
from standing
inner join whole on standing.day = whole.day
where standing.measured_at = standing.last_measured_at and standing.measure <> 'records'
group by standing.day, standing.measure, whole.whole_count
order by standing.day, severity desc, record_rule
