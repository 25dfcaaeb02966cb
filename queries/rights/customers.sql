-- purpose: Customers with enough tickets, by the rules that they broke per hundred of them; resellers are marked.
-- metric: repeat_customers
-- grain: one row per customer
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param least_tickets bigint: customers with fewer tickets are not judged
-- column source text: the helpdesk's instance
-- column customer_id text: the customer
-- column customer_name text: name as written
-- column is_reseller boolean: a reseller: writes for many
-- column ticket_count bigint [tickets]: opened in the period, merged ones included
-- column hit_count bigint [hits]: rules broken in them by as_of, once per ticket and rule
-- column duplicate_count bigint [tickets]: a repeated subject
-- column parallel_count bigint [tickets]: a new thread beside an open one
-- column shouting_count bigint [tickets]: capitals
-- column burst_count bigint [tickets]: messages in a burst
-- column channel_count bigint [tickets]: a wrong channel
-- column evidence_count bigint [tickets]: no screenshot
-- column left_open_count bigint [tickets]: left open
with /* part able */,

/* part broken_rules */,

sized as (
    select source, customer_id, count(*) as ticket_count
    from able
    where customer_id is not null
    group by source, customer_id
    having count(*) >= cast(:least_tickets as bigint)
),

counted as (
    select
        source,
        customer_id,
        count(*) as hit_count,
        count(*) filter (where rule = 'duplicate-subject') as duplicate_count,
        count(*) filter (where rule = 'parallel-thread') as parallel_count,
        count(*) filter (where rule = 'shouting') as shouting_count,
        count(*) filter (where rule = 'burst') as burst_count,
        count(*) filter (where rule = 'wrong-channel') as channel_count,
        count(*) filter (where rule = 'evidence-missing') as evidence_count,
        count(*) filter (where rule = 'left-open') as left_open_count
    from broken
    where is_counted and customer_id is not null
    group by source, customer_id
)

select
    sized.source,
    sized.customer_id,
    customers.name as customer_name,
    coalesce(customers.customer_kind = 'reseller', false) as is_reseller,
    sized.ticket_count,
    counted.hit_count,
    counted.duplicate_count,
    counted.parallel_count,
    counted.shouting_count,
    counted.burst_count,
    counted.channel_count,
    counted.evidence_count,
    counted.left_open_count
from sized
inner join counted on sized.source = counted.source and sized.customer_id = counted.customer_id
left join customers on sized.source = customers.source and sized.customer_id = customers.customer_id
order by 1.0 * counted.hit_count / sized.ticket_count desc, counted.hit_count desc, sized.customer_id, sized.source
