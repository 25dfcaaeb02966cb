-- Organizations, and users who belong to none.
select 'org-' || id as customer_id, name, 'company' as customer_kind, created as created_at, updated as updated_at, source_file, source_row
from os_organization
union all
select 'user-' || id, name, 'person', created, updated, source_file, source_row
from os_user
where org_id is null or org_id = '0'
