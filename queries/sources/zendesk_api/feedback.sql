-- Good or bad, as the ticket shows it: without a date. A ticket nobody asked about has none.
select
    id as feedback_id,
    id as ticket_id,
    assignee_id as agent_id,
    "satisfaction_rating.score" as raw_score,
    'good_bad' as scale,
    "satisfaction_rating.comment" as comment,
    source_file,
    source_row
from api_tickets
where "satisfaction_rating.score" is not null and "satisfaction_rating.score" <> 'unoffered'
