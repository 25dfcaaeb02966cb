-- Who could not be reached today, and what every record lacks (METRICS, contact records). What the cells hold was
-- understood before, once per distinct value. Only the confirmation depends on the moment: its rule holds from a day on.
insert into contact_ways by name
with cells as (
    select source, contact_id, 'phone_1' as field, phone_1 as cell from contacts
    union all
    select source, contact_id, 'phone_2', phone_2 from contacts
),

understood as (
    select
        cells.source, cells.contact_id, cells.field, phone_numbers.kind,
        if(phone_numbers.kind in ('landline', 'mobile', 'foreign'), phone_numbers.national, null) as way
    from cells
    inner join phone_numbers on cells.cell = phone_numbers.cell
    union all
    select
        contacts.source, contacts.contact_id, 'email', if(email_addresses.verdict = 'valid', 'email', 'email-invalid'),
        lower(email_addresses.address)
    from contacts
    inner join email_addresses on contacts.email = email_addresses.cell
)

select
    contacts.source, contacts.customer_id, contacts.contact_id, coalesce(contacts.has_left, false) as has_left,
    understood.field, understood.kind, understood.way
from contacts
left join understood on contacts.source = understood.source and contacts.contact_id = understood.contact_id
order by contacts.source, contacts.customer_id, contacts.contact_id, understood.field;

-- Services are written freely: the first thing in them that looks like a domain is one.
insert into customer_domains by name
select distinct
    source, customer_id,
    regexp_extract(lower(service), '(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})', 1) as domain
from tickets
where customer_id is not null and regexp_matches(lower(service), '[a-z0-9-]+\.[a-z]{2,}')
order by all;

-- Who writes tickets and is in no record: an unknown contact, or an address that the record does not know.
insert into orphan_writers by name
select
    tickets.source, tickets.customer_id, null as address, tickets.contact_id,
    count(*) as ticket_count, max(tickets.opened_at) as last_written_at
from tickets
left join contacts on tickets.source = contacts.source and tickets.contact_id = contacts.contact_id
where tickets.customer_id is not null and tickets.contact_id is not null
    and contacts.customer_id is distinct from tickets.customer_id
    and tickets.source in (select source from contacts)
group by tickets.source, tickets.customer_id, tickets.contact_id

union all

select
    written.source, written.customer_id, written.address, null,
    count(distinct written.ticket_id), max(written.occurred_at)
from (
    select
        tickets.source, tickets.customer_id, tickets.ticket_id, ticket_events.occurred_at,
        lower(trim(ticket_events.author_email)) as address
    from ticket_events
    inner join tickets using (source, ticket_id)
    where ticket_events.kind = 'message' and ticket_events.author = 'customer' and ticket_events.author_email is not null
        and tickets.customer_id is not null and tickets.source in (select source from contacts)
) as written
left join (
    select source, customer_id, lower(trim(email)) as address from contacts
    union
    select source, customer_id, way from contact_ways where kind = 'email'
) as listed
    on written.source = listed.source and written.customer_id = listed.customer_id and written.address = listed.address
where listed.address is null
group by written.source, written.customer_id, written.address
order by all;

create or replace temp table known_records as
with confirmed as (
    select source, customer_id, greatest(max(confirmed_at), max(updated_at)) as confirmed_at
    from contacts
    group by source, customer_id
)

select
    customers.source,
    customers.customer_id,
    customers.name as customer_name,
    greatest(confirmed.confirmed_at, customers.updated_at) as confirmed_at,
    writers.customer_id is not null as has_orphan_writer,
    false as was_not_reached
from customers
left join confirmed on customers.source = confirmed.source and customers.customer_id = confirmed.customer_id
left join (select distinct source, customer_id from orphan_writers) as writers
    on customers.source = writers.source and customers.customer_id = writers.customer_id
where coalesce(customers.is_active, true)
    and customers.source in (select source from contacts);

create or replace temp view known_ways as
select contact_ways.*
from contact_ways
inner join known_records using (source, customer_id);

create or replace temp table judged_rules as
with /* part record_rules */

select * from derived_rules;

insert into record_rules by name
select * from judged_rules
order by rule, holds_from_at, source, customer_id;

insert into record_facts by name
with listed as (
    select source, customer_id, count(distinct contact_id) as contact_count
    from contact_ways
    group by source, customer_id
),

named as (
    select source, customer_id, string_agg(name, ' ') as names
    from contacts
    group by source, customer_id
),

broken as (
    select
        source, customer_id,
        bool_or(severity = 'unreachable') as is_unreachable,
        count(*) filter (where holds_from_at = timestamptz '-infinity') as rule_count
    from judged_rules
    group by source, customer_id
)

select
    known_records.source, known_records.customer_id, known_records.customer_name,
    coalesce(listed.contact_count, 0) as contact_count, known_records.confirmed_at,
    coalesce(broken.is_unreachable, false) as is_unreachable,
    coalesce(broken.rule_count, 0) as rule_count,
    strip_accents(lower(concat_ws(' ', known_records.customer_name, known_records.customer_id, named.names))) as search_text
from known_records
left join named on known_records.source = named.source and known_records.customer_id = named.customer_id
left join listed on known_records.source = listed.source and known_records.customer_id = listed.customer_id
left join broken on known_records.source = broken.source and known_records.customer_id = broken.customer_id
order by known_records.source, known_records.customer_id;

-- One person for many customers: where that line is dead, all of them are out of reach.
insert into shared_ways by name
with alone as (
    select source, customer_id from judged_rules where rule = 'secondary-missing'
),

ways as (
    select known_ways.source, known_ways.way, known_ways.kind, known_ways.customer_id, contacts.name
    from known_ways
    inner join contacts on known_ways.source = contacts.source and known_ways.contact_id = contacts.contact_id
    where known_ways.way is not null and not known_ways.has_left
),

shared as (
    select
        ways.source, ways.way, min(ways.kind) as kind,
        string_agg(distinct ways.name, ', ' order by ways.name) as persons,
        count(distinct ways.name) as person_count,
        count(distinct ways.customer_id) as customer_count,
        count(distinct alone.customer_id) as only_count
    from ways
    left join alone on ways.source = alone.source and ways.customer_id = alone.customer_id
    group by ways.source, ways.way
    having count(distinct ways.customer_id) > 1
)

select
    shared.* exclude (persons), if(shared.person_count > 3, null, shared.persons) as persons,
    coalesce(phones.shown, shared.way) as shown
from shared
left join (select national, min(formatted) as shown from phone_numbers group by national) as phones
    on shared.way = phones.national and shared.kind <> 'email'
order by shared.source, shared.customer_count desc, shared.way;

-- A change that an export brought stays closed when the helpdesk moves on: what was ever brought is kept.
create or replace temp table brought as
select source, contact_id, way, max(brought_at) as brought_at
from (
    select source, contact_id, way, brought_at from ways_brought
    union all
    select contact_ways.source, contact_ways.contact_id, contact_ways.way, sources.exported_at
    from contact_ways
    inner join sources on contact_ways.source = sources.source
    where contact_ways.way is not null
) as ever
group by source, contact_id, way;

delete from ways_brought;

insert into ways_brought by name
select * from brought
order by source, contact_id, way;

-- What stands here at each export is kept from version to version: no helpdesk can say how its records were last month.
delete from record_history
where (source, measured_at) in (select (source, exported_at) from sources);

insert into record_history by name
with measured as (
    select source, exported_at as measured_at, cast(timezone(getvariable('zone'), exported_at) as date) as measured_day
    from sources
),

held as (
    select judged_rules.source, judged_rules.customer_id, judged_rules.rule, judged_rules.severity
    from judged_rules
    inner join measured on judged_rules.source = measured.source
    where judged_rules.holds_from_at <= measured.measured_at
),

risky as (
    select distinct held.source, held.customer_id
    from held
    inner join record_facts on held.source = record_facts.source and held.customer_id = record_facts.customer_id
    where not record_facts.is_unreachable
),

counted as (
    select source, rule as measure, count(*) as record_count from held group by source, rule
    union all
    select source, 'records', count(*) from record_facts group by source
    union all
    select record_facts.source, 'unreachable', count(*) filter (where is_unreachable) from record_facts group by source
    union all
    -- A day on which none is at risk says so.
    select record_facts.source, 'at_risk', count(risky.customer_id)
    from record_facts
    left join risky on record_facts.source = risky.source and record_facts.customer_id = risky.customer_id
    group by record_facts.source
)

select counted.source, measured.measured_at, measured.measured_day, counted.measure, counted.record_count
from counted
inner join measured on counted.source = measured.source
order by measured.measured_at, counted.source, counted.measure;
