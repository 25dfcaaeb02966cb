-- purpose: Tickets opened in the hour that a change of the clock repeats or leaves out: their time is one of two.
-- severity: note
-- tolerance: 0
-- touches: response
with moments as (
    select
        source, ticket_id, opened_at,
        -- The offset an hour before or after is another one.
        timezone(getvariable('zone'), opened_at) - timezone('UTC', opened_at) as here,
        timezone(getvariable('zone'), opened_at - interval 1 hour) - timezone('UTC', opened_at - interval 1 hour) as before,
        timezone(getvariable('zone'), opened_at + interval 1 hour) - timezone('UTC', opened_at + interval 1 hour) as after
    from ticket_facts
)

select
    source,
    count(*) filter (where here <> before or here <> after) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_id order by opened_at desc, ticket_id) filter (where here <> before or here <> after))[1:5] as examples
from moments
group by source
