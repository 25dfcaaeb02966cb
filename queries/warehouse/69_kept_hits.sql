-- What had been found where words are gone stands; left open is told by the states alone, and found anew (75_rule_hits.sql).
delete from found_hits
using frozen_tickets
where found_hits.ticket_key = frozen_tickets.ticket_key and found_hits.occurred_at <= frozen_tickets.until_at;

insert into found_hits by name
select
    hit_readings.rule, ticket_base.ticket_key, hit_readings.occurred_at, hit_readings.is_counted,
    hit_readings.related_ticket_id, hit_readings.measure
from hit_readings
inner join ticket_base on hit_readings.source = ticket_base.source and hit_readings.ticket_id = ticket_base.ticket_id
inner join frozen_tickets
    on ticket_base.ticket_key = frozen_tickets.ticket_key and hit_readings.occurred_at <= frozen_tickets.until_at;

create or replace temp table ticket_pairs as
select distinct ticket_key, true as is_duplicate
from found_hits
where rule in ('duplicate-subject', 'parallel-thread') and is_counted;
