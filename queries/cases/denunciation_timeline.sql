-- purpose: What happened to a denúncia, in order.
-- metric: case_timeline
-- grain: one row per act
-- desk: denunciation_events
-- param protocol text: the case
-- column recorded_at timestamptz: when
-- column actor text: who; empty where nobody is named
-- column case_event text: what happened
-- column case_state text: the state that it entered; empty = it stayed where it was
-- column words text: the answer, the reason or the recommendation
-- column case_type text: the type from here on; empty = as before
-- column case_area text: which area
-- column due_day date: local day by which the answer or the recommendation is due
-- column case_finding text: founded, partly_founded or unfounded
-- column case_outcome text: resolved or not_resolved
-- column solution_mark bigint: 1 to 5 for the solution
-- column service_mark bigint: 1 to 5 for the service
-- column recommendation_id text: the recommendation
-- column case_holder text: who handles it from here on
select
    recorded_at,
    actor,
    kind as case_event,
    state as case_state,
    words,
    case_type,
    area as case_area,
    due_day,
    finding as case_finding,
    outcome as case_outcome,
    solution_mark,
    service_mark,
    recommendation_id,
    holder as case_holder
from denunciation_events
where protocol = cast(:protocol as text)
order by sequence
