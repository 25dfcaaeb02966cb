-- purpose: How many records break each rule.
-- metric: records_by_rule
-- grain: one row per rule
-- filter: sources customers
-- desk: contact_outcomes
-- param as_of timestamptz: the moment looked at
-- column record_rule text: stable code of the rule
-- column severity text: unreachable or at_risk
-- column record_count bigint [customers]: records that break it
with /* part known_records */,

/* part record_rules */,

/* part judged_rules */

select rule as record_rule, severity, count(*) as record_count
from judged_rules
group by rule, severity
order by severity desc, record_count desc, rule
