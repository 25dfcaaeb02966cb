-- People, at their organization or by themselves. Nothing says who answers for an organization, and no change confirms anybody.
select
    users.id as contact_id,
    coalesce('org-' || users.organization_id, 'user-' || users.id) as customer_id,
    coalesce(nullif(trim(concat_ws(' ', users.firstname, users.lastname)), ''), users.email) as name,
    if(users.organization_id is null, 'primary', 'other') as contact_role,
    users.email,
    users.phone as phone_1,
    users.mobile as phone_2,
    not parse_boolean(users.active) as has_left,
    users.updated_at,
    users.source_file,
    users.source_row
from za_users as users
anti join za_staff on users.id = za_staff.id
