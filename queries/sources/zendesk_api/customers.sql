-- Organisations, and end-users who belong to none.
select id as customer_id, name, 'company' as customer_kind, created_at, updated_at, source_file, source_row
from api_organizations
union all
select 'user-' || id, name, 'person', created_at, updated_at, source_file, source_row
from api_users
where organization_id is null and coalesce(lower(role), '') not in ('agent', 'admin')
