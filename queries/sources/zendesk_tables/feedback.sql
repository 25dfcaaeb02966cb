-- The ratings in the history of fields: the last score of a ticket, its words, and when it was asked for and given.
-- A ticket for which nobody asked has none.
with rated as (
    select
        ticket_id, updated, lower(field_name) as field_name, source_file, source_row,
        regexp_replace(lower(value), '_with_comment$', '') as score,
        value
    from ticket_field_history_data
    where lower(field_name) in ('satisfaction_score', 'satisfaction_comment')
),

of_ticket as (
    select
        ticket_id,
        max(updated) filter (where field_name = 'satisfaction_score' and score = 'offered') as asked_at,
        max(updated) filter (where field_name = 'satisfaction_score' and score in ('good', 'bad')) as given_at,
        arg_max(score, updated) filter (where field_name = 'satisfaction_score' and score <> 'unoffered') as raw_score,
        arg_max(value, updated) filter (where field_name = 'satisfaction_comment') as comment
    from rated
    group by ticket_id
)

select
    rated.ticket_id as feedback_id,
    rated.ticket_id,
    of_ticket.asked_at,
    of_ticket.given_at,
    of_ticket.raw_score,
    'good_bad' as scale,
    of_ticket.comment,
    rated.source_file,
    rated.source_row
from rated
left join of_ticket on rated.ticket_id = of_ticket.ticket_id
