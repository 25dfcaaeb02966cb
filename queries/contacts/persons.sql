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

wanted as (
    select source, customer_id, contact_id, name, contact_role, coalesce(has_left, false) as has_left, phone_1, phone_2, email
    from contacts
    where customer_id = any(cast(:customer_ids as text[])) and source = coalesce(cast(:source as text), source)
),

written as (
    select source, contact_id, 'phone_1' as reach_field, 1 as rank, phone_1 as cell from wanted
    union all
    select source, contact_id, 'phone_2', 2, phone_2 from wanted
),

cells as (
    select
        written.source, written.contact_id, written.reach_field, written.rank, phone_numbers.place, written.cell,
        phone_numbers.kind as reach_kind, phone_numbers.formatted as understood, phone_numbers.reason as reach_reason
    from written
    inner join phone_numbers on written.cell = phone_numbers.cell
    union all
    select
        wanted.source, wanted.contact_id, 'email', 3, 1, wanted.email,
        case email_addresses.verdict when 'valid' then 'email' else 'invalid' end,
        coalesce(email_addresses.address, email_addresses.suggestion), email_addresses.reason
    from wanted
    inner join email_addresses on wanted.email = email_addresses.cell
),

shown_changes as (
    select *
    from standing_changes
    where customer_id = any(cast(:customer_ids as text[])) and source = coalesce(cast(:source as text), source)
        and change_state in ('open', 'conflict')
),

listed as (
    select
        wanted.source, wanted.customer_id, wanted.contact_id, wanted.name as contact_person, wanted.contact_role,
        wanted.has_left, cells.reach_field, cells.rank, cells.place, cells.cell, cells.reach_kind, cells.understood,
        cells.reach_reason, 0 as recorded, case when corrected.change_state = 'open' then 'replaced' end as change_state
    from wanted
    left join cells on wanted.source = cells.source and wanted.contact_id = cells.contact_id
    left join shown_changes as corrected
        on cells.source = corrected.source and cells.contact_id = corrected.contact_id
        and cells.reach_field = corrected.field
    union all
    select
        changed.source, changed.customer_id, changed.contact_id, coalesce(named.value, wanted.name),
        coalesce(wanted.contact_role, 'secondary'), changed.has_left, changed.field,
        case changed.field when 'phone_1' then 1 when 'phone_2' then 2 else 3 end, 0, changed.value, changed.value_kind,
        changed.value, null, 1, changed.change_state
    from shown_changes as changed
    left join shown_changes as named on changed.act_id = named.act_id and named.field = 'name'
    left join wanted on changed.source = wanted.source and changed.contact_id = wanted.contact_id
    where changed.field in ('phone_1', 'phone_2', 'email')
)

select
    listed.source,
    listed.customer_id,
    listed.contact_id,
    listed.contact_person,
    listed.contact_role,
    listed.has_left or leavers.contact_id is not null as has_left,
    listed.reach_field,
    listed.cell,
    listed.reach_kind,
    listed.understood,
    listed.reach_reason,
    listed.change_state
from listed
left join shown_changes as leavers
    on listed.source = leavers.source and listed.contact_id = leavers.contact_id
    and leavers.kind = 'left' and leavers.change_state = 'open'
order by
    listed.source, listed.customer_id,
    case listed.contact_role when 'primary' then 0 when 'secondary' then 1 else 2 end, listed.contact_person,
    listed.contact_id, listed.rank, listed.recorded, listed.place
