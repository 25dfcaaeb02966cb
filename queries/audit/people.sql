-- purpose: Who stands in the audit.
-- metric: audit
-- grain: one row per person
-- desk: audit
-- column actor text: who
select distinct actor
from audit
where actor <> ''
order by actor
