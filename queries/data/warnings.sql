-- purpose: Cells that could not be read in rows that were used.
-- grain: one row per source, file, field and rule
-- column source text: the helpdesk's instance
-- column file text: path within the export
-- column field text: the column
-- column rule text: stable code of the rule
-- column cell_count bigint [cells]: unreadable
-- column example text: one of them
select source, file, field, rule, count(*) as cell_count, min(cell) as example
from cell_warnings
group by source, file, field, rule
order by cell_count desc, source, file, field
