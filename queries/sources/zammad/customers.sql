-- Organizations, and people who belong to none. Staff are no customers.
select
    'org-' || id as customer_id,
    name,
    'company' as customer_kind,
    created_at,
    updated_at,
    parse_boolean(active) as is_active,
    source_file,
    source_row
from za_organizations
union all
select
    'user-' || users.id,
    coalesce(nullif(trim(concat_ws(' ', users.firstname, users.lastname)), ''), users.email),
    'person',
    users.created_at,
    users.updated_at,
    parse_boolean(users.active),
    users.source_file,
    users.source_row
from za_users as users
anti join za_staff on users.id = za_staff.id
where users.organization_id is null
