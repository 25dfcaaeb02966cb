-- Requesters, as the tickets name them: made from several rows, so from no row of a file.
select distinct
    "Requerente - Requerente" as customer_id,
    "Requerente - Requerente" as name,
    'person' as customer_kind,
    null as source_file,
    null as source_row
from glpi_chamados
where "Requerente - Requerente" is not null
