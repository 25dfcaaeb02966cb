-- purpose: How many records break each rule.
-- metric: records_by_rule
-- grain: one row per rule
-- filter: sources customers
-- param as_of timestamptz: the moment looked at
-- column record_rule text: stable code of the rule
-- column severity text: unreachable or at_risk
-- column record_count bigint [customers]: records that break it
select rule as record_rule, severity, count(*) as record_count
from record_rules
where holds_from_at <= cast(:as_of as timestamptz)
    /* filter: sources customers */
group by rule, severity
order by severity desc, record_count desc, rule
