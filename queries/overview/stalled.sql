-- purpose: Open tickets that have been silent for too long, by whose turn it is.
-- metric: stalled
-- grain: one row per turn
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
-- column turn text: whose turn it is
-- column ticket_count bigint [tickets]: stalled
-- column oldest_working_seconds bigint [working seconds]: longest silence
with /* part now */,

/* part present */

select
    turn,
    count(*) as ticket_count,
    max(silent_working_seconds) as oldest_working_seconds
from present
where is_open and is_stalled
group by turn
order by turn
