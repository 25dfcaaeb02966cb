-- One row per request. Nobody is named in the export: no customer, no agent.
select
    case_enquiry_id as ticket_id,
    case_title as subject,
    source as channel,
    department,
    type as category,
    reason as service,
    case_status as raw_status,
    open_dt as opened_at,
    target_dt as due_at,
    closed_dt as closed_at,
    source_file,
    source_row
from requests
