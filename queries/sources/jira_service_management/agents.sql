-- Assignees, as the issues name them: made from several rows, so from no row of a file.
select distinct
    "Assignee" as agent_id,
    "Assignee" as name,
    null as source_file,
    null as source_row
from jira_issues
where "Assignee" is not null
