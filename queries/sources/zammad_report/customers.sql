-- Organisations, else customers, as the tickets name them: made from several rows, so from no row of a file.
select
    coalesce(nullif("Organization", '-'), nullif("Customer", '-')) as customer_id,
    customer_id as name,
    if(bool_or("Organization" is not null and "Organization" <> '-'), 'company', 'person') as customer_kind,
    null as source_file,
    null as source_row
from zammad_tickets
where coalesce(nullif("Organization", '-'), nullif("Customer", '-')) is not null
group by 1
