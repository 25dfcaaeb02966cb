-- Callers: made from several rows, so from no row of a file.
select
    customer_id,
    'Caller ' || customer_id as name,
    'person' as customer_kind,
    null as source_file,
    null as source_row
from (select distinct regexp_replace(caller_id, '^Caller +', '') as customer_id from servicenow_log)
where customer_id is not null
