-- purpose: Tickets by status in the helpdesk's own words, and the state each was taken for.
-- metric: status
-- grain: one row per raw status and state
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- column raw_status text: in the helpdesk's own words; empty = implied by the ticket's dates
-- column state text: the category
-- column ticket_count bigint [tickets]: in that status at the moment looked at
with /* part moment */

select spells.raw_status, spells.state, count(*) as ticket_count
from spells
cross join moment
where spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
    /* filter spells */
group by spells.raw_status, spells.state
order by ticket_count desc, spells.raw_status, spells.state
