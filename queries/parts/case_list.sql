-- The cases in the order of work: what is open, the longest due first; then those that are not open, the newest first.

judged_cases as (
    select
        case_state.*,
        case_state.state in ('received', 'triaged', 'with_area') as is_open,
        coalesce(case_state.opened_at > last_act.seen_at, true) as is_new
    from case_state
    cross join last_act
),

listed_cases as (
    select
        count(*) over () as total_count,
        protocol,
        case_type,
        state as case_state,
        is_open and due_day < cast(:today as date) as is_overdue,
        due_day,
        area as case_area,
        area_due_day,
        coalesce(area_due_day < cast(:today as date), false) as is_area_late,
        is_new,
        customer_name,
        channel as case_channel,
        holder as case_holder,
        received_day,
        cast(cast(:today as date) - received_day as bigint) * 86400 as open_calendar_seconds,
        finding as case_finding,
        outcome as case_outcome,
        concluded_day,
        recommendation_open_count,
        is_open
    from judged_cases
    where coalesce(cast(:is_open as boolean), is_open) = is_open
        and position(
            coalesce(cast(:term as text), '')
            in translate(lower(concat_ws(' ', protocol, customer_name)), 'áàâãäéêëíïóôõöúüçñ', 'aaaaaeeeiioooouucn')
        ) > 0
)
