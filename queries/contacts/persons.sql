-- purpose: One customer's persons, with each number and address as written and as understood.
-- metric: records_list
-- grain: one row per person and cell; one without a cell where a person has none
-- param source text: the helpdesk's instance
-- param customer_id text: the customer
-- column contact_id text: the contact
-- column contact_person text: name as written
-- column contact_role text: primary, secondary or other
-- column has_left boolean: no longer with the customer
-- column cell text: as written
-- column reach_kind text: landline, mobile, foreign, repairable, special, invalid or email
-- column understood text: as people write it; of an invalid one what was probably meant
-- column reach_reason text: why it is invalid
with cells as (
    select
        contacts.contact_id, 1 as rank, phone_numbers.place, contacts.phone_1 as cell, phone_numbers.kind as reach_kind,
        coalesce(phone_numbers.formatted, phone_numbers.repaired) as understood, phone_numbers.reason as reach_reason
    from contacts
    inner join phone_numbers on contacts.phone_1 = phone_numbers.cell
    where contacts.source = cast(:source as text) and contacts.customer_id = cast(:customer_id as text)
    union all
    select
        contacts.contact_id, 2, phone_numbers.place, contacts.phone_2, phone_numbers.kind,
        coalesce(phone_numbers.formatted, phone_numbers.repaired), phone_numbers.reason
    from contacts
    inner join phone_numbers on contacts.phone_2 = phone_numbers.cell
    where contacts.source = cast(:source as text) and contacts.customer_id = cast(:customer_id as text)
    union all
    select
        contacts.contact_id, 3, 1, contacts.email, case email_addresses.verdict when 'valid' then 'email' else 'invalid' end,
        coalesce(email_addresses.address, email_addresses.suggestion), email_addresses.reason
    from contacts
    inner join email_addresses on contacts.email = email_addresses.cell
    where contacts.source = cast(:source as text) and contacts.customer_id = cast(:customer_id as text)
)

select
    contacts.contact_id,
    contacts.name as contact_person,
    contacts.contact_role,
    coalesce(contacts.has_left, false) as has_left,
    cells.cell,
    cells.reach_kind,
    cells.understood,
    cells.reach_reason
from contacts
left join cells on contacts.contact_id = cells.contact_id
where contacts.source = cast(:source as text) and contacts.customer_id = cast(:customer_id as text)
order by
    case contacts.contact_role when 'primary' then 0 when 'secondary' then 1 else 2 end, contacts.name,
    contacts.contact_id, cells.rank, cells.place
