-- purpose: What the ombudsman recommended to the areas, and what became of it. Without denúncias.
-- metric: recommendations
-- grain: one row per recommendation
-- desk: case_events
-- param today date: the local day from which what is due is counted
-- column recommendation_id text: the recommendation
-- column protocol text: the case
-- column recommendation_state text: open, done or not_done
-- column case_area text: to which area
-- column recommendation text: what was recommended
-- column recommended_day date: local day
-- column due_day date: local day by which it is due; empty = none was set
-- column is_overdue boolean: not yet followed up, and due before today
-- column followed_day date: local day of the last word on it
-- column follow_up text: the words recorded with that
with followed as (
    select
        recommendation_id,
        (array_agg(kind order by sequence desc))[1] as verdict,
        (array_agg(recorded_day order by sequence desc))[1] as followed_day,
        (array_agg(words order by sequence desc))[1] as follow_up
    from case_events
    where kind in ('recommendation_done', 'recommendation_not_done')
    group by recommendation_id
),

made as (
    select
        case_events.*,
        coalesce(replace(followed.verdict, 'recommendation_', ''), 'open') as recommendation_state,
        followed.followed_day,
        followed.follow_up
    from case_events
    left join followed on case_events.recommendation_id = followed.recommendation_id
    where case_events.kind = 'recommended'
)

select
    recommendation_id,
    protocol,
    recommendation_state,
    area as case_area,
    words as recommendation,
    recorded_day as recommended_day,
    due_day,
    recommendation_state = 'open' and coalesce(due_day < cast(:today as date), false) as is_overdue,
    followed_day,
    follow_up
from made
order by recommendation_state <> 'open', due_day, recorded_day, protocol, recommendation_id
