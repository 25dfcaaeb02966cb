-- purpose: The persons of a ticket's customer, as the record names them, and what is missing in it.
-- metric: ticket_contacts
-- grain: one row per contact
-- param as_of timestamptz: the moment looked at
-- param source text: the helpdesk's instance
-- param customer_id text: the customer
-- column contact_id text: the contact
-- column contact_person text: name as written
-- column contact_role text: primary, secondary or other
-- column email text: e-mail address as written
-- column phone_1 text: first phone as written
-- column phone_2 text: second phone as written
-- column has_left boolean: no longer with the customer
-- column confirmed_at timestamptz: last confirmation or real change of the record
-- column is_confirmed boolean: that was within the last 365 days
select
    contacts.contact_id,
    contacts.name as contact_person,
    contacts.contact_role,
    contacts.email,
    contacts.phone_1,
    contacts.phone_2,
    coalesce(contacts.has_left, false) as has_left,
    greatest(coalesce(contacts.confirmed_at, contacts.updated_at), coalesce(contacts.updated_at, contacts.confirmed_at)) as confirmed_at,
    coalesce(
        greatest(coalesce(contacts.confirmed_at, contacts.updated_at), coalesce(contacts.updated_at, contacts.confirmed_at))
        >= cast(:as_of as timestamptz) - interval '365 days', false
    ) as is_confirmed
from contacts
where contacts.source = cast(:source as text) and contacts.customer_id = cast(:customer_id as text)
order by case contacts.contact_role when 'primary' then 0 when 'secondary' then 1 else 2 end, contacts.name, contacts.contact_id
