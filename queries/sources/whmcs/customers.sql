-- A client with a company's name is a company. Those who only write tickets (user 0) are no customers.
select
    id as customer_id,
    coalesce(companyname, nullif(trim(concat_ws(' ', firstname, lastname)), '')) as name,
    if(companyname is null, 'person', 'company') as customer_kind,
    coalesce(created_at, datecreated) as created_at,
    updated_at,
    lower(coalesce(status, '')) <> 'closed' as is_active,
    source_file,
    source_row
from tblclients
