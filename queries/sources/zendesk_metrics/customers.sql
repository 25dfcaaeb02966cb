-- Organisations, as the tickets name them: made from several rows, so from no row of a file.
select distinct
    requester_organization as customer_id,
    requester_organization as name,
    'company' as customer_kind,
    null as source_file,
    null as source_row
from zendesk_tickets
where requester_organization is not null
