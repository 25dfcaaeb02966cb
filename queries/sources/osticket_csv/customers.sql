-- Who wrote, by e-mail address where it is exported: made from several rows, so from no row of a file.
select
    coalesce("From Email", "From") as customer_id,
    coalesce(any_value("From"), customer_id) as name,
    'person' as customer_kind,
    null as source_file,
    null as source_row
from osticket_tickets
where coalesce("From Email", "From") is not null
group by 1
