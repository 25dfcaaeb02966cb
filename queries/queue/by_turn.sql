-- purpose: Open tickets by whose turn it is, with the rule that decided.
-- metric: turns
-- grain: one row per turn and rule
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- column turn text: support, customer, finished, third_party or unknown
-- column turn_rule text: the rule that decided
-- column ticket_count bigint [tickets]: open
with /* part moment */

select spells.turn, spells.turn_rule, count(*) as ticket_count
from spells
cross join moment
where spells.is_open and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
    /* filter spells */
group by spells.turn, spells.turn_rule
order by ticket_count desc, spells.turn, spells.turn_rule
