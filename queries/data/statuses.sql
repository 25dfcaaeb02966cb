-- purpose: Every status met, the state it was taken for, and how often a human of ours spoke last in it.
-- grain: one row per source and raw status
-- column source text: the helpdesk's instance
-- column raw_status text: in the helpdesk's own words
-- column state text: the category
-- column turn text: whose turn it stands for without messages; empty = by state
-- column ticket_count bigint [tickets]: in it now
-- column spoken_count bigint [tickets]: of those, with any human message
-- column agent_spoke_last_count bigint [tickets]: of those, with ours last
select source, raw_status, state, turn, ticket_count, spoken_count, agent_spoke_last_count
from statuses
order by source, case when state = 'unknown' then 0 else 1 end, ticket_count desc, raw_status
