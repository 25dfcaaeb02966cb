-- One row per ticket. Names of statuses can be edited in osTicket; what is not mapped counts as open and is said.
select
    "Ticket Number" as ticket_id,
    "Ticket Number" as number,
    coalesce("From Email", "From") as customer_id,
    "Subject" as subject,
    "Source" as channel,
    "Department" as department,
    "Help Topic" as category,
    "Priority" as priority,
    "Agent Assigned" as agent_id,
    "Current Status" as raw_status,
    "Date Created" as opened_at,
    "Due Date" as due_at,
    "Closed Date" as closed_at,
    "Last Updated" as updated_at,
    source_file,
    source_row
from osticket_tickets
