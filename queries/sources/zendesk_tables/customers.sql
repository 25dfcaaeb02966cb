-- Organisations are companies; an end-user without one is a customer of their own. Users and organisations may have the
-- same id, so a user's gets a prefix.
with end_users as (
    select
        id, name, organization_id, created_at, updated_at,
        not (not parse_boolean(active) or parse_boolean(suspended)) as is_active,
        source_file, source_row
    from user_data
    where coalesce(lower(role), '') not in ('agent', 'admin')
)

select id as customer_id, name, 'company' as customer_kind, created_at, updated_at, cast(null as boolean) as is_active, source_file, source_row
from organization_data
union all
select 'user-' || id, name, 'person', created_at, updated_at, is_active, source_file, source_row
from end_users
where organization_id is null
union all
-- An organisation that only its users name. Its date is older than any, so it never replaces the organisation itself.
select distinct
    organization_id, 'Organization ' || organization_id, 'company', cast(null as timestamptz), timestamptz '1970-01-01 00:00:00+00',
    cast(null as boolean), cast(null as text), cast(null as bigint)
from end_users
where organization_id is not null and organization_id not in (select id from organization_data where id is not null)
