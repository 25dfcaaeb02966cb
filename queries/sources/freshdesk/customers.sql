-- Companies, else requesters, as the tickets name them: made from several rows, so from no row of a file.
select
    coalesce("Company Name", "Full name") as customer_id,
    customer_id as name,
    if(bool_or("Company Name" is not null), 'company', 'person') as customer_kind,
    null as source_file,
    null as source_row
from freshdesk_tickets
where coalesce("Company Name", "Full name") is not null
group by 1
