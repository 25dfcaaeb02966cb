-- purpose: Answers that are no score on their scale, and do not say that nobody rated: their tickets count as not rated.
-- severity: doubtful
-- tolerance: 0.02
-- touches: satisfaction
with answered as (
    select source, ticket_id, said_at, score is null and not is_no_answer(said_score(raw_score)) as is_unread
    from ratings
    where nullif(trim(raw_score), '') is not null and lower(trim(scale)) <> 'nps'
)

select
    source,
    count(*) filter (where is_unread) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by said_at desc, ticket_id) filter (where is_unread))[1:5] as examples
from answered
group by source
