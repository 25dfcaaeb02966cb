-- Organisations, else reporters, as the issues name them: made from several rows, so from no row of a file.
select
    coalesce("Custom field (Organizations)", "Reporter") as customer_id,
    customer_id as name,
    if(bool_or("Custom field (Organizations)" is not null), 'company', 'person') as customer_kind,
    null as source_file,
    null as source_row
from jira_issues
where coalesce("Custom field (Organizations)", "Reporter") is not null
group by 1
