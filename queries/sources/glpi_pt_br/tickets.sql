-- One row per ticket. The id keeps the blank it is written with ("52 267"); of several technicians the first is the agent.
-- "Tempo para solução" is the deadline. When a solved ticket was closed, the export does not say.
select
    "ID" as ticket_id,
    "ID" as number,
    "Requerente - Requerente" as customer_id,
    "Título" as subject,
    "Origem da requisição" as channel,
    "Atribuído - Grupo técnico" as department,
    "Categoria" as category,
    "Prioridade" as priority,
    trim(regexp_replace("Atribuído - Técnico", '(?i)\s*<br.*$', '', 's')) as agent_id,
    "Status" as raw_status,
    "Data de abertura" as opened_at,
    "Data da solução" as resolved_at,
    -- Said in words: "1 dias 18 horas 47 minutos".
    coalesce(try_cast(regexp_extract("Estatísticas - Tempo de solução", '(\d+) dia', 1) as bigint), 0) * 86400
    + coalesce(try_cast(regexp_extract("Estatísticas - Tempo de solução", '(\d+) hora', 1) as bigint), 0) * 3600
    + coalesce(try_cast(regexp_extract("Estatísticas - Tempo de solução", '(\d+) minuto', 1) as bigint), 0) * 60
    + coalesce(try_cast(regexp_extract("Estatísticas - Tempo de solução", '(\d+) segundo', 1) as bigint), 0)
    + if("Estatísticas - Tempo de solução" is null, null, 0) as stated_resolution_seconds,
    "Tempo para solução" as due_at,
    source_file,
    source_row
from glpi_chamados
