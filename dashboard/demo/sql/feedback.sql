select
    cast(ratings.rating + 1 as text) as feedback_id,
    cast(ticket_names.ticket_number as text) as ticket_id,
    cast(tickets.customer + 1 as text) as customer_id,
    case when tickets.agent >= 0 then cast(tickets.agent + 1 as text) end as agent_id,
    ratings.asked_at,
    ratings.given_at,
    cast(ratings.score as text) as raw_score,
    '1-5' as scale,
    comments.word as comment
from raw_feedback as ratings
join raw_tickets as tickets on tickets.ticket = ratings.ticket
join ticket_names on ticket_names.ticket = ratings.ticket
left join list_comments as comments on comments.place = ratings.comment
order by ratings.rating
