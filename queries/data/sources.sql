-- purpose: Which helpdesks are loaded, how fresh they are, and what their data bring.
-- grain: one row per source
-- column source text: the helpdesk's instance
-- column kind text: the kind of export
-- column imported_at timestamptz: last import
-- column exported_at timestamptz: the moment its data stand for
-- column is_live boolean: judged at the real clock
-- column is_demo boolean: made by the simulation
-- column has_messages boolean: brings messages
-- column has_responses boolean: brings messages or the time of the first answer
-- column has_words boolean: brings subjects or messages
-- column has_status_history boolean: brings dated status changes
-- column has_transfers boolean: brings dated changes of department, level or agent
-- column has_feedback boolean: brings satisfaction scores
-- column has_customers boolean: brings customers or contacts
-- column has_contacts boolean: brings persons or numbers to reach them
-- column has_tickets boolean: brings tickets; false for a list of customers alone
-- column ticket_count bigint [tickets]: all its tickets, those not counted included
select
    sources.source,
    sources.kind,
    sources.imported_at,
    sources.exported_at,
    sources.is_live,
    sources.is_demo,
    sources.has_messages,
    sources.has_responses,
    sources.has_words,
    sources.has_status_history,
    sources.has_transfers,
    sources.has_feedback,
    sources.has_customers,
    exists(
        select 1 from contacts where contacts.source = sources.source
    ) as has_contacts,
    counted.ticket_count is not null as has_tickets,
    coalesce(counted.ticket_count, 0) as ticket_count
from sources
left join (
    select source, count(*) as ticket_count from ticket_facts group by source
) as counted on sources.source = counted.source
order by sources.source
