-- Who could not be reached today, and what every record lacks (METRICS, contact records). What the cells hold was
-- understood before, once per distinct value. Only the confirmation depends on the moment: its rule holds from a day on.
insert into contact_facts by name
with numbers as (
    select
        contacts.source, contacts.contact_id,
        count(*) filter (where phone_numbers.kind = 'landline') as landline_count,
        count(*) filter (where phone_numbers.kind in ('mobile', 'foreign')) as mobile_count,
        count(*) filter (where phone_numbers.kind = 'repairable') as repairable_count,
        count(*) filter (where phone_numbers.kind in ('invalid', 'special')) as invalid_count,
        count(*) filter (where phone_numbers.kind = 'special') as special_count,
        string_agg(distinct phone_numbers.national, ' ' order by phone_numbers.national)
            filter (where phone_numbers.kind in ('landline', 'mobile', 'foreign')) as nationals
    from contacts
    cross join unnest([contacts.phone_1, contacts.phone_2]) as written (cell)
    inner join phone_numbers on written.cell = phone_numbers.cell
    group by contacts.source, contacts.contact_id
)

select
    contacts.source,
    contacts.contact_id,
    contacts.customer_id,
    coalesce(contacts.has_left, false) as has_left,
    coalesce(numbers.landline_count, 0) as landline_count,
    coalesce(numbers.mobile_count, 0) as mobile_count,
    coalesce(numbers.repairable_count, 0) as repairable_count,
    coalesce(numbers.invalid_count, 0) as invalid_count,
    coalesce(numbers.special_count, 0) as special_count,
    coalesce(email_addresses.verdict = 'valid', false) as has_valid_email,
    coalesce(email_addresses.verdict = 'invalid', false) as has_invalid_email,
    not coalesce(contacts.has_left, false) and (
        coalesce(numbers.landline_count + numbers.mobile_count, 0) > 0
        or coalesce(email_addresses.verdict = 'valid', false)
    ) as is_reachable,
    concat_ws(' ', numbers.nationals, lower(email_addresses.address)) as ways
from contacts
left join numbers on contacts.source = numbers.source and contacts.contact_id = numbers.contact_id
left join email_addresses on contacts.email = email_addresses.cell;

-- Who writes tickets and is in no record: an unknown contact, or an address that the record does not know.
create or replace temp table orphan_writers as
select distinct tickets.source, tickets.customer_id
from tickets
left join contacts on tickets.source = contacts.source and tickets.contact_id = contacts.contact_id
where tickets.customer_id is not null and tickets.contact_id is not null
    and contacts.customer_id is distinct from tickets.customer_id

union

select distinct written.source, written.customer_id
from (
    select distinct tickets.source, tickets.customer_id, lower(trim(ticket_events.author_email)) as address
    from ticket_events
    inner join tickets using (source, ticket_id)
    where ticket_events.kind = 'message' and ticket_events.author = 'customer' and ticket_events.author_email is not null
        and tickets.customer_id is not null
) as written
left join (
    select distinct contacts.source, contacts.customer_id, lower(trim(contacts.email)) as address from contacts
) as listed
    on written.source = listed.source and written.customer_id = listed.customer_id and written.address = listed.address
where listed.address is null;

create or replace temp table records as
with reached as (
    select
        source, customer_id,
        count(*) as contact_count,
        count(*) filter (where not has_left) as present_count,
        coalesce(bool_or(is_reachable), false) as is_reachable,
        coalesce(sum(landline_count) filter (where not has_left), 0) as landline_count,
        coalesce(sum(mobile_count) filter (where not has_left), 0) as mobile_count,
        coalesce(sum(repairable_count) filter (where not has_left), 0) as repairable_count,
        coalesce(sum(invalid_count) filter (where not has_left), 0) as invalid_count,
        coalesce(bool_or(has_invalid_email) filter (where not has_left), false) as has_invalid_email,
        count(distinct if(has_left, null, nullif(ways, ''))) as different_count
    from contact_facts
    group by source, customer_id
),

confirmed as (
    select source, customer_id, greatest(max(confirmed_at), max(updated_at)) as confirmed_at
    from contacts
    group by source, customer_id
)

select
    customers.source,
    customers.customer_id,
    customers.name as customer_name,
    coalesce(reached.contact_count, 0) as contact_count,
    coalesce(reached.present_count, 0) as present_count,
    greatest(confirmed.confirmed_at, customers.updated_at) as confirmed_at,
    coalesce(reached.is_reachable, false) as is_reachable,
    coalesce(reached.landline_count, 0) as landline_count,
    coalesce(reached.mobile_count, 0) as mobile_count,
    coalesce(reached.repairable_count, 0) as repairable_count,
    coalesce(reached.invalid_count, 0) as invalid_count,
    coalesce(reached.has_invalid_email, false) as has_invalid_email,
    coalesce(reached.different_count, 0) as different_count,
    orphan_writers.customer_id is not null as has_orphan_writer
from customers
left join reached on customers.source = reached.source and customers.customer_id = reached.customer_id
left join confirmed on customers.source = confirmed.source and customers.customer_id = confirmed.customer_id
left join orphan_writers
    on customers.source = orphan_writers.source and customers.customer_id = orphan_writers.customer_id
where coalesce(customers.is_active, true)
    and customers.source in (select source from contacts);

insert into record_rules by name
with broken as (
    select
        source, customer_id, confirmed_at,
        unnest([
            {'rule': 'only-person-left', 'severity': 'unreachable', 'holds': contact_count > 0 and present_count = 0},
            {'rule': 'nobody-reachable', 'severity': 'unreachable',
                'holds': not is_reachable and not (contact_count > 0 and present_count = 0)},
            {'rule': 'landline-missing', 'severity': 'at_risk', 'holds': landline_count = 0},
            {'rule': 'mobile-missing', 'severity': 'at_risk', 'holds': mobile_count = 0},
            -- A second person who repeats the first one's numbers and address is no second way.
            {'rule': 'secondary-missing', 'severity': 'at_risk', 'holds': present_count < 2 or different_count < 2},
            {'rule': 'departed-listed', 'severity': 'at_risk', 'holds': present_count < contact_count},
            {'rule': 'email-invalid', 'severity': 'at_risk', 'holds': has_invalid_email},
            {'rule': 'phone-invalid', 'severity': 'at_risk', 'holds': invalid_count > 0},
            {'rule': 'phone-repairable', 'severity': 'at_risk', 'holds': repairable_count > 0},
            {'rule': 'orphan-ticket-contact', 'severity': 'at_risk', 'holds': has_orphan_writer},
            {'rule': 'not-confirmed', 'severity': 'at_risk', 'holds': true}
        ]) as said
    from records
)

select
    source, customer_id, said.rule as rule, said.severity as severity,
    case
        when said.rule = 'not-confirmed' and confirmed_at is not null then confirmed_at + interval 365 day
        else timestamptz '-infinity'
    end as holds_from_at
from broken
where said.holds
order by rule, holds_from_at;

insert into record_facts by name
select
    records.source, records.customer_id, records.customer_name, records.contact_count,
    records.present_count, records.confirmed_at,
    not records.is_reachable as is_unreachable,
    coalesce(broken.rule_count, 0) as rule_count
from records
left join (
    select source, customer_id, count(*) as rule_count
    from record_rules
    where holds_from_at = timestamptz '-infinity'
    group by source, customer_id
) as broken on records.source = broken.source and records.customer_id = broken.customer_id
order by records.source, records.customer_id;
