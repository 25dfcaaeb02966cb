-- Every technician named, also the second one of a cell: made from several rows, so from no row of a file.
select distinct
    trim(named.technician) as agent_id,
    trim(regexp_replace(named.technician, '\(\d+\)\s*$', '')) as name,
    null as source_file,
    null as source_row
from glpi_chamados, unnest(regexp_split_to_array("Atribuído - Técnico", '(?i)\s*<br\s*/?>\s*')) as named (technician)
where trim(named.technician) <> ''
