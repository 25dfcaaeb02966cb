-- The answers to the satisfaction survey; who was asked and did not answer stands among the events.
select
    answer.id as feedback_id,
    answer.conversation_id as ticket_id,
    answer.contact_id as customer_id,
    answer.assigned_agent_id as agent_id,
    asking.created_at as asked_at,
    answer.created_at as given_at,
    answer.rating as raw_score,
    '1-5' as scale,
    answer.feedback_message as comment,
    answer.source_file,
    answer.source_row
from cw_csat_survey_responses as answer
left join cw_messages as asking on answer.message_id = asking.id
