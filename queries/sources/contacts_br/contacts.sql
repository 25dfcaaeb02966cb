-- The one person of each customer, phone and e-mail as written. When they were confirmed, the export does not say.
select
    customer_id as contact_id,
    customer_id,
    name,
    'primary' as contact_role,
    email,
    phone as phone_1,
    source_file,
    source_row
from clientes
