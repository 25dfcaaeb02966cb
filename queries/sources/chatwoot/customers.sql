-- Every contact is a customer: a person, as far as Chatwoot knows.
select
    id as customer_id,
    coalesce(name, email, phone_number, identifier) as name,
    'person' as customer_kind,
    created_at,
    updated_at,
    source_file,
    source_row
from cw_contacts
