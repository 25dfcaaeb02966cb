-- purpose: How many customers could be reached today, and how many records are at risk.
-- metric: unreachable, records_at_risk, records_confirmed
-- grain: one row
-- filter: sources customers
-- desk: contact_outcomes
-- param as_of timestamptz: the moment looked at
-- column record_count bigint [customers]: active customers of helpdesks that bring contacts
-- column unreachable_count bigint [customers]: nobody could be reached
-- column at_risk_count bigint [customers]: reachable, but a rule is broken
-- column confirmed_count bigint [customers]: confirmed or changed within 365 days
with /* part known_records */,

/* part record_rules */,

/* part judged_records */

select
    count(*) as record_count,
    count(*) filter (where is_unreachable) as unreachable_count,
    count(*) filter (where not is_unreachable and rule_count > 0) as at_risk_count,
    count(*) filter (where confirmed_at > cast(:as_of as timestamptz) - interval '365 days') as confirmed_count
from judged_records
