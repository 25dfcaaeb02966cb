-- purpose: Tickets whose first answer by the column is more than a minute away from the first answer by the messages; the messages win.
-- severity: note
-- tolerance: 0.02
-- touches: response
select
    ticket_facts.source,
    count(*) filter (where abs(seconds_between(tickets.first_response_at, ticket_facts.first_response_at)) > 60) as found_count,
    count(*) as checked_count,
    (array_agg(ticket_facts.ticket_id order by ticket_facts.opened_at desc, ticket_facts.ticket_id)
        filter (where abs(seconds_between(tickets.first_response_at, ticket_facts.first_response_at)) > 60))[1:5] as examples
from ticket_facts
inner join tickets on ticket_facts.source = tickets.source and ticket_facts.ticket_id = tickets.ticket_id
inner join sources on ticket_facts.source = sources.source and sources.has_messages
where tickets.first_response_at is not null and ticket_facts.first_response_at is not null
group by ticket_facts.source
