-- purpose: Every row kept aside, with its reason and its cells.
-- grain: one row per rejected row and rule
-- column source text: the helpdesk's instance
-- column file text: path within the export
-- column row_number bigint: row in the file; the header is row 1
-- column field text: the column that broke the rule
-- column rule text: stable code of the rule
-- column message text: what was expected and what came
-- column cells text: the original row as JSON, its secrets masked
select source, file, row_number, field, rule, message, cells
from rejected_rows
order by source, file, row_number, field
