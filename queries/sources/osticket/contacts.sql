-- Users, each at their organization or by themselves. Its primary contacts are marked in osTicket (bit 1 of the status).
select
    os_user.id as contact_id,
    if(coalesce(os_user.org_id, '0') = '0', 'user-' || os_user.id, 'org-' || os_user.org_id) as customer_id,
    os_user.name,
    if(coalesce(os_user.org_id, '0') = '0' or parse_number(os_user.status) % 2 = 1, 'primary', 'other') as contact_role,
    os_user_email.address as email,
    -- "11 3333-4444X12": osTicket writes the extension behind an X.
    regexp_replace(os_user_cdata.phone, '(?i)x[0-9]*$', '') as phone_1,
    os_user.updated as updated_at,
    os_user.source_file,
    os_user.source_row
from os_user
left join os_user_email on os_user.default_email_id = os_user_email.id
left join os_user_cdata on os_user.id = os_user_cdata.user_id
