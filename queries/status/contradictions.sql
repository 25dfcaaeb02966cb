-- purpose: Open tickets whose status and history disagree.
-- metric: contradictions
-- grain: one row per contradiction
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param stale_support_seconds bigint: working seconds after which a ticket in our turn is stalled
-- param stale_third_party_seconds bigint: the same with a third party
-- param stale_customer_seconds bigint: the same in the customer's turn
-- param stale_finished_seconds bigint: the same after closing words
-- param stale_unknown_seconds bigint: the same where the turn is unknown
-- param status_without_event_seconds bigint: working seconds after which "in progress" needs an event
-- column contradiction text: customer_waits or nothing_in_progress
-- column ticket_count bigint [tickets]: open
with /* part now */,

/* part present */

select contradiction, count(*) as ticket_count
from present
where is_open and contradiction is not null
group by contradiction
order by contradiction
