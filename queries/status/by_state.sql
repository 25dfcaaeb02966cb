-- purpose: Tickets by state, with the oldest of each.
-- metric: status
-- grain: one row per state
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- column state text: the category
-- column ticket_count bigint [tickets]: in that state at the moment looked at
-- column oldest_opened_at timestamptz: the earliest opening among them
with /* part moment */

select spells.state, count(*) as ticket_count, min(spells.opened_at) as oldest_opened_at
from spells
cross join moment
where spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
    /* filter spells */
group by spells.state
order by ticket_count desc, spells.state
