-- purpose: One person or line for many customers: where it is dead, all of them are out of reach.
-- metric: shared_ways
-- grain: one row per number or address
-- filter: sources
-- param many_customers bigint: from how many customers on
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint: rows of the whole list
-- column source text: the helpdesk's instance
-- column contact_person text: the names it stands under; empty = more than three
-- column cell text: as people write it
-- column reach_kind text: landline, mobile, foreign or email
-- column person_count bigint: how many names
-- column customer_count bigint [customers]: customers whose record holds it
-- column only_count bigint [customers]: of those, customers without a second person
select
    count(*) over () as total_count,
    source,
    persons as contact_person,
    shown as cell,
    kind as reach_kind,
    person_count,
    customer_count,
    only_count
from shared_ways
where customer_count >= cast(:many_customers as bigint) /* filter: sources */
order by only_count desc, customer_count desc, shown, source
limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
