-- Good or bad, without a date; an empty score is no rating.
select
    ticket_id as feedback_id,
    ticket_id,
    requester_organization as customer_id,
    assignee_name as agent_id,
    lower(ticket_satisfaction_score) as raw_score,
    'good_bad' as scale,
    source_file,
    source_row
from zendesk_tickets
where ticket_satisfaction_score is not null and ticket_id is not null
