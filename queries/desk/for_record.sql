-- purpose: A record's persons and cells as they stand in the helpdesk, at the moment something is recorded about it.
-- metric: record
-- grain: one row per person; one without a person where the record has none
-- desk: contact_outcomes
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
-- column present_ways text: those of everybody in the record who is still there, with what was recorded here
with /* part known_ways */,

present_ways as (
    select way
    from known_ways
    where source = cast(:source as text) and customer_id = cast(:customer_id as text) and not has_left
    union
    select contact_ways.way
    from contact_ways
    left join desk_records
        on contact_ways.source = desk_records.source and contact_ways.customer_id = desk_records.customer_id
    where contact_ways.source = cast(:source as text) and contact_ways.customer_id = cast(:customer_id as text)
        and desk_records.customer_id is null and not contact_ways.has_left
)

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
    ) as ways,
    (select string_agg(way, ' ' order by way) from present_ways) as present_ways
from record_facts
left join contacts on record_facts.source = contacts.source and record_facts.customer_id = contacts.customer_id
where record_facts.source = cast(:source as text) and record_facts.customer_id = cast(:customer_id as text)
order by contacts.contact_id
