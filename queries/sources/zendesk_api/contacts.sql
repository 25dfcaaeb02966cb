-- End-users, at their organisation or by themselves. No login and no change confirms anybody.
select
    id as contact_id,
    coalesce(organization_id, 'user-' || id) as customer_id,
    name,
    if(organization_id is null, 'primary', 'other') as contact_role,
    email,
    phone as phone_1,
    not parse_boolean(active) or parse_boolean(suspended) as has_left,
    updated_at,
    source_file,
    source_row
from api_users
where coalesce(lower(role), '') not in ('agent', 'admin')
