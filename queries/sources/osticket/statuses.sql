-- The state of a status counts, its title is free. An open ticket whose last word is the staff's is told apart by osTicket
-- as "answered": it waits for the customer.
select name as raw_status, case state when 'open' then 'in_progress' when 'deleted' then 'deleted' else 'closed' end as state
from os_ticket_status
where state in ('open', 'closed', 'archived', 'deleted')
union all
select name || ' (answered)', 'waiting_customer'
from os_ticket_status
where state = 'open'
