-- purpose: What other tools show: mean and median over those already answered or solved alone, by the calendar.
-- metric: naive_response
-- grain: one row
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param measure text: response = first response (default), resolution = final resolution
-- column ended_count bigint [tickets]: opened in the period, and answered or solved by as_of
-- column mean_calendar_seconds double [seconds]: mean over those
-- column median_calendar_seconds double [seconds]: half of those took less
-- column median_working_seconds double [working seconds]: the same in working time
with /* part opened */,

ended as not materialized (
    select
        case when coalesce(cast(:measure as text), 'response') = 'response' then first_response_calendar_seconds
            else resolution_calendar_seconds
        end as calendar_seconds,
        case when coalesce(cast(:measure as text), 'response') = 'response' then first_response_working_seconds
            else resolution_working_seconds
        end as working_seconds
    from opened
    where /* part written */
        and case when coalesce(cast(:measure as text), 'response') = 'response'
            then first_response_at <= cast(:as_of as timestamptz)
                and source in (select source from sources where has_responses)
            else solved_at is not null
        end
)

select
    count(*) as ended_count,
    cast(avg(calendar_seconds) as double precision) as mean_calendar_seconds,
    percentile_cont(0.5) within group (order by calendar_seconds) as median_calendar_seconds,
    percentile_cont(0.5) within group (order by working_seconds) as median_working_seconds
from ended
