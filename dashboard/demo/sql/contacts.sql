select
    cast(people.contact + 1 as text) as contact_id,
    cast(people.customer + 1 as text) as customer_id,
    people.name,
    roles.word as contact_role,
    mails.email,
    first_phones.phone as phone_1,
    second_phones.phone as phone_2,
    people.has_whatsapp,
    people.has_left,
    people.updated_at,
    people.confirmed_at
from people
join list_contact_roles as roles on roles.place = people.role
join mails on mails.contact = people.contact
join phones as first_phones on first_phones.contact = people.contact and first_phones.line = 1
join phones as second_phones on second_phones.contact = people.contact and second_phones.line = 2
order by people.contact
