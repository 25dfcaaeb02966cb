-- purpose: Rows kept aside, by the rule they broke.
-- grain: one row per source, file and rule
-- column source text: the helpdesk's instance
-- column file text: path within the export
-- column rule text: stable code of the rule
-- column row_count bigint [rows]: kept aside
-- column first_row_number bigint: the first of them
-- column example text: what was expected and what came, of one of them
select source, file, rule, count(*) as row_count, min(row_number) as first_row_number, min(message) as example
from rejected_rows
group by source, file, rule
order by row_count desc, source, file, rule
