-- purpose: Who writes a customer's tickets and is not in the customer's record.
-- metric: orphan_writers
-- grain: one row per customer and writer
-- filter: sources customers
-- desk: contact_outcomes
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint: rows of the whole list
-- column source text: the helpdesk's instance
-- column customer_id text: the customer
-- column customer_name text: name as written
-- column cell text: the address; empty where a ticket names a contact that the record does not
-- column contact_id text: that contact, where there is no address
-- column ticket_count bigint [tickets]: tickets that they wrote in
-- column last_written_at timestamptz: the last time
with /* part known_ways */

select
    count(*) over () as total_count,
    orphan_writers.source,
    orphan_writers.customer_id,
    record_facts.customer_name,
    orphan_writers.address as cell,
    orphan_writers.contact_id,
    orphan_writers.ticket_count,
    orphan_writers.last_written_at
from orphan_writers
inner join record_facts
    on orphan_writers.source = record_facts.source and orphan_writers.customer_id = record_facts.customer_id
where not exists (
    select 1
    from known_ways
    where known_ways.source = orphan_writers.source and known_ways.customer_id = orphan_writers.customer_id
        and known_ways.way = orphan_writers.address
) /* filter orphan_writers: sources customers */
order by orphan_writers.last_written_at desc, orphan_writers.ticket_count desc, record_facts.customer_name,
    orphan_writers.address, orphan_writers.contact_id
limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
