-- purpose: The ticket that a case is about, as it is known when the case is opened.
-- metric: case_state
-- grain: one row; none where the ticket is not known
-- param source text: the helpdesk's instance
-- param ticket_id text: the ticket
-- column number text: the number people quote
-- column customer_id text: the customer
-- column customer_name text: name as written
select
    coalesce(tickets.number, tickets.ticket_id) as number,
    tickets.customer_id,
    customers.name as customer_name
from tickets
left join customers on tickets.source = customers.source and tickets.customer_id = customers.customer_id
where tickets.source = cast(:source as text) and tickets.ticket_id = cast(:ticket_id as text)
