-- purpose: Customers by number of tickets, for the filter bar.
-- grain: one row per customer
-- param term_1 text: must occur in the name; lower case without accents
-- param row_limit bigint: at most so many rows
-- column choice text: the customer's id
-- column label text: the customer's name
-- column ticket_count bigint [tickets]: tickets of the customer
select customer_id as choice, max(coalesce(customer_name, customer_id)) as label, count(*) as ticket_count
from ticket_facts
where customer_id is not null and position(coalesce(cast(:term_1 as text), '') in search_text) > 0
group by customer_id
order by ticket_count desc, customer_id
limit coalesce(cast(:row_limit as bigint), 200)
