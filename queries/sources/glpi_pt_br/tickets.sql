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
    "Tempo para solução" as due_at,
    source_file,
    source_row
from glpi_chamados
