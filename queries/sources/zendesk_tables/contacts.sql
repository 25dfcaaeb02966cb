-- End-users. No table says who answers for an organisation: the first one created who is still there counts as its
-- primary contact, the next as the second. Nothing here is a confirmation, a login least of all.
with end_users as (
    select
        id, name, email, phone, created_at, updated_at, source_file, source_row,
        coalesce(organization_id, 'user-' || id) as customer_id,
        -- Deleted users are inactive, suspended ones can no longer write.
        not parse_boolean(active) or parse_boolean(suspended) as has_left
    from user_data
    where coalesce(lower(role), '') not in ('agent', 'admin')
),

-- A user may stand in the export more than once.
newest as (
    select id, customer_id, created_at, has_left
    from end_users
    qualify row_number() over (partition by id order by updated_at desc nulls last, source_row desc) = 1
),

placed as (
    select
        id,
        row_number() over (partition by customer_id order by coalesce(has_left, false), created_at, length(id), id) as place
    from newest
)

select
    end_users.id as contact_id,
    end_users.customer_id,
    end_users.name,
    case placed.place when 1 then 'primary' when 2 then 'secondary' else 'other' end as contact_role,
    end_users.email,
    end_users.phone as phone_1,
    end_users.has_left,
    end_users.updated_at,
    end_users.source_file,
    end_users.source_row
from end_users
left join placed on end_users.id = placed.id
