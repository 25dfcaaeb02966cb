-- purpose: How long tickets stay in each state, in working time, over stays that ended in the period.
-- metric: time_in_state
-- grain: one row per state
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- column state text: the category
-- column spell_count bigint [stays]: ended in the period
-- column median_working_seconds double [working seconds]: half were shorter
-- column p90_working_seconds double [working seconds]: nine in ten were shorter
with stays as (
    select
        state,
        count(*) as spell_count,
        percentile_cont(array[0.5, 0.9]) within group (order by working_seconds) as quantiles
    from state_spells
    where ended_day between cast(:start_date as date)
        and least(cast(:end_date as date), cast(timezone(:zone, cast(:as_of as timestamptz)) as date))
        and ended_at <= cast(:as_of as timestamptz)
        and state not in ('resolved', 'closed')
        /* filter */
    group by state
)

select
    state,
    spell_count,
    quantiles[1] as median_working_seconds,
    quantiles[2] as p90_working_seconds
from stays
order by state
