-- purpose: A record's persons and cells as they stand in the helpdesk, at the moment something is recorded about it.
-- metric: record
-- grain: one row per person; one without a person where the record has none
-- param source text: the helpdesk's instance
-- param customer_id text: the customer
-- column customer_name text: name as written
-- column contact_id text: the contact
-- column contact_person text: name as written
-- column has_left boolean: no longer with the customer
-- column phone_1 text: first phone as written
-- column phone_2 text: second phone as written
-- column email text: e-mail address as written
-- column ways text: the numbers and addresses of the person in one spelling, separated by blanks
select
    record_facts.customer_name,
    contacts.contact_id,
    contacts.name as contact_person,
    coalesce(contacts.has_left, false) as has_left,
    contacts.phone_1,
    contacts.phone_2,
    contacts.email,
    (
        select string_agg(contact_ways.way, ' ' order by contact_ways.way)
        from contact_ways
        where contact_ways.source = contacts.source and contact_ways.contact_id = contacts.contact_id
    ) as ways
from record_facts
left join contacts on record_facts.source = contacts.source and record_facts.customer_id = contacts.customer_id
where record_facts.source = cast(:source as text) and record_facts.customer_id = cast(:customer_id as text)
order by contacts.contact_id
