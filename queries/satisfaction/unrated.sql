-- purpose: How those who did not rate differ from those who did: waits, outcomes and channels.
-- metric: unrated
-- grain: one row for the rated and one for the others, and one per channel of each
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column is_rated boolean: rated by as_of
-- column is_whole boolean: over all channels
-- column channel text: how it came; of a whole row empty
-- column ticket_count bigint [tickets]: asked in the period; where asking is unknown, resolved
-- column answered_count bigint [tickets]: of those, with a first response
-- column median_working_seconds bigint [working seconds]: half of these had it within
-- column reopened_count bigint [tickets]: of all, reopened by more than thanks
-- column closed_unanswered_count bigint [tickets]: of all, closed without an answer to the last real message
with /* part asked */

select
    is_rated,
    grouping(channel) = 1 as is_whole,
    channel,
    count(*) as ticket_count,
    count(first_response_working_seconds) as answered_count,
    cast(percentile_cont(0.5) within group (order by first_response_working_seconds) as bigint) as median_working_seconds,
    count(*) filter (where is_reopened) as reopened_count,
    count(*) filter (where is_closed_unanswered) as closed_unanswered_count
from asked
group by grouping sets ((is_rated), (is_rated, channel))
order by is_rated desc, is_whole desc, ticket_count desc, channel
