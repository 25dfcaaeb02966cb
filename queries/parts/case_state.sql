-- What the rows of each case add up to. The question gives case_rows (as they came) and case_steps (what happened).

added as (
    select
        protocol,
        max(sequence) as last_sequence,
        max(case when kind = 'reopened' then sequence else 0 end) as round_sequence,
        (array_agg(state order by sequence desc) filter (where state is not null))[1] as state,
        (array_agg(recorded_at order by sequence desc) filter (where state is not null))[1] as state_since_at,
        (array_agg(case_type order by sequence desc) filter (where case_type is not null))[1] as case_type,
        (array_agg(holder order by sequence desc) filter (where holder is not null))[1] as holder,
        (array_agg(area order by sequence desc) filter (where kind = 'sent_to_area'))[1] as area,
        (array_agg(due_day order by sequence desc) filter (where kind = 'sent_to_area'))[1] as area_due_day,
        (array_agg(due_day order by sequence desc) filter (where kind in ('opened', 'extended', 'reopened')))[1] as due_day,
        (array_agg(recorded_day order by sequence desc) filter (where kind = 'concluded'))[1] as concluded_day,
        max(case when kind = 'concluded' then recorded_at end) as concluded_at,
        max(case when kind = 'reopened' then recorded_day end) as reopened_day,
        (array_agg(finding order by sequence desc) filter (where kind = 'concluded'))[1] as finding,
        (array_agg(outcome order by sequence desc) filter (where kind = 'customer_outcome'))[1] as outcome,
        (array_agg(solution_mark order by sequence desc) filter (where kind = 'rated'))[1] as solution_mark,
        (array_agg(service_mark order by sequence desc) filter (where kind = 'rated'))[1] as service_mark,
        count(*) filter (where kind = 'extended') > 0 as is_extended,
        count(*) filter (where kind = 'reopened') as reopened_count,
        max(case when kind = 'answered_conclusive' then sequence else 0 end) as conclusive_sequence,
        min(case when kind like 'answered_%' then recorded_at end) as first_answered_at
    from case_steps
    group by protocol
),

follow_ups as (
    select
        recommended.protocol,
        recommended.recommendation_id,
        (array_agg(followed.kind order by followed.sequence desc) filter (where followed.kind is not null))[1] as verdict
    from case_steps as recommended
    left join case_steps as followed
        on recommended.recommendation_id = followed.recommendation_id
        and followed.kind in ('recommendation_done', 'recommendation_not_done')
    where recommended.kind = 'recommended'
    group by recommended.protocol, recommended.recommendation_id
),

recommendations as (
    select
        protocol,
        count(*) as recommendation_count,
        count(*) filter (where verdict = 'recommendation_done') as recommendation_done_count,
        count(*) filter (where verdict is null) as recommendation_open_count
    from follow_ups
    group by protocol
),

case_state as (
    select
        case_rows.protocol,
        case_rows.received_day,
        case_rows.opened_at,
        added.case_type,
        case_rows.channel,
        case_rows.origin,
        case_rows.source,
        case_rows.ticket_id,
        case_rows.is_second_instance,
        case_rows.feedback_source,
        case_rows.feedback_id,
        case_rows.customer_id,
        case_rows.customer_name,
        case_rows.identity,
        case_rows.words,
        case_rows.publish,
        case_rows.about,
        added.holder,
        added.state,
        added.state_since_at,
        added.area,
        case when added.state = 'with_area' then added.area_due_day end as area_due_day,
        added.due_day,
        added.is_extended,
        added.reopened_count,
        added.reopened_day,
        added.first_answered_at,
        added.conclusive_sequence > added.round_sequence as has_conclusive_answer,
        added.concluded_at,
        added.concluded_day,
        case when added.state = 'concluded' then added.finding end as finding,
        added.outcome,
        added.solution_mark,
        added.service_mark,
        coalesce(recommendations.recommendation_count, 0) as recommendation_count,
        coalesce(recommendations.recommendation_done_count, 0) as recommendation_done_count,
        coalesce(recommendations.recommendation_open_count, 0) as recommendation_open_count,
        added.last_sequence
    from case_rows
    inner join added on case_rows.protocol = added.protocol
    left join recommendations on case_rows.protocol = recommendations.protocol
)
