-- The client itself is the primary contact, the first of its contacts the second. A login confirms nothing and is not read.
select
    'client-' || id as contact_id,
    id as customer_id,
    nullif(trim(concat_ws(' ', firstname, lastname)), '') as name,
    'primary' as contact_role,
    email,
    phonenumber as phone_1,
    updated_at,
    source_file,
    source_row
from tblclients
union all
select
    'contact-' || id,
    userid,
    nullif(trim(concat_ws(' ', firstname, lastname)), ''),
    if(row_number() over (partition by userid order by length(id), id) = 1, 'secondary', 'other'),
    email,
    phonenumber,
    updated_at,
    source_file,
    source_row
from tblcontacts
