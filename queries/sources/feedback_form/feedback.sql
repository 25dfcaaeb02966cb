-- A form knows no ticket of a helpdesk for sure: the number that somebody typed stays with the words. The same answer sent
-- twice is one answer.
select
    md5(concat_ws('|', data, nota, comentario, ticket, cliente, email)) as feedback_id,
    cliente as customer_id,
    data as given_at,
    nota as raw_score,
    '1-5' as scale,
    nullif(concat_ws(' ', nullif(trim(comentario), ''), '[ticket ' || nullif(trim(ticket), '') || ']'), '') as comment,
    source_file,
    source_row
from respostas
