-- The contact itself. An address is looked at when it is written, never confirmed.
select
    id as contact_id,
    id as customer_id,
    name,
    'primary' as contact_role,
    email,
    phone_number as phone_1,
    updated_at,
    source_file,
    source_row
from cw_contacts
