-- purpose: What is no longer kept: tickets without their texts, persons of whom a pseudonym is left.
-- grain: one row per source, thing and reason
-- column source text: the helpdesk's instance
-- column dropped_thing text: ticket, customer or contact
-- column dropped_why text: retention or erasure
-- column dropped_count bigint [things]: how many
-- column dropped_at timestamptz: the last time
with dropped as (
    select source, 'ticket' as dropped_thing, why as dropped_why, dropped_at from ticket_readings
    union all
    select source, kind, why, forgotten_at from forgotten_persons
)

select source, dropped_thing, dropped_why, count(*) as dropped_count, max(dropped_at) as dropped_at
from dropped
group by source, dropped_thing, dropped_why
order by source, dropped_thing, dropped_why
