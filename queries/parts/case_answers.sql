-- The conclusive answers of each case: the first of all, and the first since it was opened or last reopened.

conclusive as (
    select
        case_steps.protocol,
        min(case_steps.recorded_day) as first_day,
        min(case when case_steps.sequence > added.round_sequence then case_steps.recorded_day end) as round_day
    from case_steps
    inner join added on case_steps.protocol = added.protocol
    where case_steps.kind = 'answered_conclusive'
    group by case_steps.protocol
),

answered_cases as (
    select
        case_state.*,
        case_state.state in ('received', 'triaged', 'with_area') as is_open,
        conclusive.first_day,
        conclusive.round_day
    from case_state
    left join conclusive on case_state.protocol = conclusive.protocol
)
