-- purpose: How long the conclusive answer took, and for how long the unanswered were watched; for Kaplan-Meier.
-- metric: case_answer_time
-- grain: one row per number of days
-- desk: cases case_events
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param today date: the local day from which what is due is counted
-- param zone text: the company's time zone
-- column days bigint [calendar days]: from receipt
-- column answered_count bigint [cases]: answered conclusively for the first time on that day
-- column censored_count bigint [cases]: without a conclusive answer, and open until then or archived then
with case_rows as (
    select * from cases
),

case_steps as (
    select * from case_events
),

/* part case_state */,

/* part case_answers */,

watched as (
    select
        first_day is not null as is_answered,
        cast(
            coalesce(
                first_day,
                case when state = 'archived' then cast(timezone(cast(:zone as text), state_since_at) as date) end,
                cast(:today as date)
            ) - received_day as bigint
        ) as days
    from answered_cases
    where received_day between cast(:start_date as date) and cast(:end_date as date)
)

select
    days,
    count(*) filter (where is_answered) as answered_count,
    count(*) filter (where not is_answered) as censored_count
from watched
group by days
order by days
