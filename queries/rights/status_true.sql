-- purpose: Open tickets whose status says what their history says, at the period's end.
-- metric: duty_status
-- grain: one row
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
-- column open_count bigint [tickets]: open, and their history says something
-- column true_count bigint [tickets]: of those, without a contradiction
with /* part now */,

/* part present */

select
    count(*) as open_count,
    count(*) filter (where contradiction is null) as true_count
from present
where is_open and decisive_at is not null
