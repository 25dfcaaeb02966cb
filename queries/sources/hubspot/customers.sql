-- Companies, else contacts, as the tickets name them: made from several rows, so from no row of a file.
select
    coalesce("Associated Company", "Associated Contact") as customer_id,
    customer_id as name,
    if(bool_or("Associated Company" is not null), 'company', 'person') as customer_kind,
    null as source_file,
    null as source_row
from hubspot_tickets
where coalesce("Associated Company", "Associated Contact") is not null
group by 1
