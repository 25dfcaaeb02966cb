-- One row per issue. `Resolved` is emptied by Jira when an issue is reopened: it dates the end as it stands.
select
    "Issue key" as ticket_id,
    "Issue key" as number,
    coalesce("Custom field (Organizations)", "Reporter") as customer_id,
    "Summary" as subject,
    "Project name" as department,
    coalesce("Custom field (Request Type)", "Issue Type") as category,
    "Priority" as priority,
    "Assignee" as agent_id,
    "Status" as raw_status,
    "Created" as opened_at,
    "Resolved" as resolved_at,
    "Due date" as due_at,
    "Updated" as updated_at,
    source_file,
    source_row
from jira_issues
