-- purpose: The persons of some records, each number and address as written and as understood, and what was recorded here.
-- metric: record
-- grain: one row per person and number or address; one without where a person has none
-- desk: contact_outcomes
-- param source text: the helpdesk's instance; empty = any
-- param customer_ids text[]: the customers
-- column source text: the helpdesk's instance
-- column customer_id text: the customer
-- column contact_id text: the contact
-- column contact_person text: name as written
-- column contact_role text: primary, secondary or other
-- column has_left boolean: no longer with the customer, as the helpdesk says or as was recorded here
-- column reach_field text: the cell: phone_1, phone_2 or email
-- column cell text: as written
-- column reach_kind text: landline, mobile, foreign, repairable, special, invalid or email
-- column understood text: as people write it; of an invalid one what was probably meant
-- column reach_reason text: why it is invalid
-- column change_state text: open or conflict = recorded here; replaced = a value recorded here stands in its place
with /* part record_outcomes */,

cells as (
    select
        contacts.source, contacts.customer_id, contacts.contact_id, 'phone_1' as reach_field, 1 as rank,
        phone_numbers.place, contacts.phone_1 as cell, phone_numbers.kind as reach_kind,
        phone_numbers.formatted as understood, phone_numbers.reason as reach_reason
    from contacts
    inner join phone_numbers on contacts.phone_1 = phone_numbers.cell
    where contacts.customer_id = any(cast(:customer_ids as text[]))
    union all
    select
        contacts.source, contacts.customer_id, contacts.contact_id, 'phone_2', 2, phone_numbers.place, contacts.phone_2,
        phone_numbers.kind, phone_numbers.formatted, phone_numbers.reason
    from contacts
    inner join phone_numbers on contacts.phone_2 = phone_numbers.cell
    where contacts.customer_id = any(cast(:customer_ids as text[]))
    union all
    select
        contacts.source, contacts.customer_id, contacts.contact_id, 'email', 3, 1, contacts.email,
        case email_addresses.verdict when 'valid' then 'email' else 'invalid' end,
        coalesce(email_addresses.address, email_addresses.suggestion), email_addresses.reason
    from contacts
    inner join email_addresses on contacts.email = email_addresses.cell
    where contacts.customer_id = any(cast(:customer_ids as text[]))
),

shown_changes as (
    select *
    from standing_changes
    where customer_id = any(cast(:customer_ids as text[])) and change_state in ('open', 'conflict')
),

listed as (
    select
        contacts.source, contacts.customer_id, contacts.contact_id, contacts.name as contact_person,
        contacts.contact_role, cells.reach_field, cells.rank, cells.place, cells.cell, cells.reach_kind,
        cells.understood, cells.reach_reason, 0 as recorded,
        case when corrected.change_state = 'open' then 'replaced' end as change_state
    from contacts
    left join cells on contacts.source = cells.source and contacts.contact_id = cells.contact_id
    left join shown_changes as corrected
        on cells.source = corrected.source and cells.contact_id = corrected.contact_id
        and cells.reach_field = corrected.field
    where contacts.customer_id = any(cast(:customer_ids as text[]))
    union all
    select
        changed.source, changed.customer_id, changed.contact_id, coalesce(named.value, contacts.name),
        coalesce(contacts.contact_role, 'secondary'), changed.field,
        case changed.field when 'phone_1' then 1 when 'phone_2' then 2 else 3 end, 0, changed.value, changed.value_kind,
        changed.value, null, 1, changed.change_state
    from shown_changes as changed
    left join shown_changes as named on changed.act_id = named.act_id and named.field = 'name'
    left join contacts on changed.source = contacts.source and changed.contact_id = contacts.contact_id
    where changed.field in ('phone_1', 'phone_2', 'email')
)

select
    listed.source,
    listed.customer_id,
    listed.contact_id,
    listed.contact_person,
    listed.contact_role,
    coalesce(contacts.has_left, false) or leavers.contact_id is not null as has_left,
    listed.reach_field,
    listed.cell,
    listed.reach_kind,
    listed.understood,
    listed.reach_reason,
    listed.change_state
from listed
left join contacts on listed.source = contacts.source and listed.contact_id = contacts.contact_id
left join shown_changes as leavers
    on listed.source = leavers.source and listed.contact_id = leavers.contact_id
    and leavers.kind = 'left' and leavers.change_state = 'open'
where listed.source = coalesce(cast(:source as text), listed.source)
order by
    listed.source, listed.customer_id,
    case listed.contact_role when 'primary' then 0 when 'secondary' then 1 else 2 end, listed.contact_person,
    listed.contact_id, listed.rank, listed.recorded, listed.place
