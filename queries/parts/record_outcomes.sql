-- What people learned about records, less what was undone, and what has become of each change since: `open` (to be
-- carried into the helpdesk), `carried` (a later import brought it), `conflict` (a later import brought something else),
-- `dropped` (what the import brought was confirmed), `gone` (the person is no longer listed).

kept_outcomes as (
    select contact_outcomes.*
    from contact_outcomes
    where contact_outcomes.kind <> 'undo'
        and not exists (select 1 from contact_outcomes as undone where undone.undoes = contact_outcomes.act_id)
),

-- A confirmation names the cells in which an import had brought something else: there, the import's word is taken.
taken as (
    select source, customer_id, contact_id, field, max(recorded_at) as taken_at
    from kept_outcomes
    where kind = 'confirmed' and field is not null
    group by source, customer_id, contact_id, field
),

-- Of each cell the last word counts.
last_changes as (
    select
        kept_outcomes.*,
        row_number() over (
            partition by source, customer_id, contact_id, field order by recorded_at desc, act_id desc
        ) as back
    from kept_outcomes
    where field is not null and kind <> 'confirmed'
),

-- Of the many records those about which something was recorded: every join below is a join of few rows.
recorded as (
    select distinct source, customer_id from last_changes
),

recorded_contacts as (
    select contacts.*
    from contacts
    inner join recorded on contacts.source = recorded.source and contacts.customer_id = recorded.customer_id
),

recorded_ways as (
    select contact_ways.*
    from contact_ways
    inner join recorded on contact_ways.source = recorded.source and contact_ways.customer_id = recorded.customer_id
    where contact_ways.way is not null
),

brought_since as (
    select distinct last_changes.act_id, last_changes.contact_id, last_changes.field
    from last_changes
    inner join ways_brought
        on last_changes.source = ways_brought.source and last_changes.contact_id = ways_brought.contact_id
        and last_changes.way = ways_brought.way
    where last_changes.kind = 'corrected' and ways_brought.brought_at > last_changes.recorded_at
),

-- A second person has arrived where somebody is listed with the address, the name, or a number that nobody had then.
arrived as (
    select distinct last_changes.act_id
    from last_changes
    inner join recorded_contacts as contacts
        on last_changes.source = contacts.source and last_changes.customer_id = contacts.customer_id
    left join recorded_ways
        on contacts.source = recorded_ways.source and contacts.contact_id = recorded_ways.contact_id
    where last_changes.kind = 'second_person' and last_changes.seen_value is null
        and not coalesce(contacts.has_left, false)
        and (
            recorded_ways.way = last_changes.way
            or (last_changes.field = 'name' and lower(trim(contacts.name)) = lower(trim(last_changes.value)))
        )
),

present_cells as (
    select
        last_changes.*,
        contacts.contact_id is not null as is_listed,
        contacts.name as contact_person,
        coalesce(contacts.has_left, false) as has_left,
        case last_changes.field
            when 'phone_1' then contacts.phone_1
            when 'phone_2' then contacts.phone_2
            when 'email' then contacts.email
            when 'has_left' then contacts.name
        end as present_value
    from last_changes
    left join recorded_contacts as contacts
        on last_changes.source = contacts.source and last_changes.contact_id = contacts.contact_id
        and last_changes.customer_id = contacts.customer_id
    where last_changes.back = 1
),

-- The cell now and as it was seen then: other blanks, signs or capitals, and +55 or 0 before a number, are no change.
compared as (
    select
        present_cells.*,
        case
            when field in ('phone_1', 'phone_2')
                then regexp_replace(
                    regexp_replace(coalesce(present_value, ''), '[^0-9]', '', 'g'), '^(55|0)([0-9]{10,11})$', '\2'
                )
            else lower(trim(coalesce(present_value, '')))
        end as present_text,
        case
            when field in ('phone_1', 'phone_2')
                then regexp_replace(
                    regexp_replace(coalesce(seen_value, ''), '[^0-9]', '', 'g'), '^(55|0)([0-9]{10,11})$', '\2'
                )
            else lower(trim(coalesce(seen_value, '')))
        end as seen_text
    from present_cells
),

standing_changes as (
    select
        compared.*,
        case
            when compared.kind = 'second_person' then case when arrived.act_id is null then 'open' else 'carried' end
            -- Brought by an export since then: done, whatever the helpdesk made of it later.
            when brought_since.act_id is not null and compared.present_text <> compared.seen_text then 'carried'
            when not compared.is_listed then case compared.kind when 'left' then 'carried' else 'gone' end
            -- Another name in the same place: somebody else stands there now.
            when compared.kind = 'left' then
                case
                    when compared.has_left or compared.present_text <> compared.seen_text then 'carried'
                    else 'open'
                end
            -- What is to go still stands there, even where the new value stands in another cell as well.
            when compared.present_text = compared.seen_text and compared.seen_text <> '' then 'open'
            when brought.way is not null then 'carried'
            when compared.present_text = compared.seen_text then 'open'
            when taken.taken_at > compared.recorded_at then 'dropped'
            else 'conflict'
        end as change_state
    from compared
    left join arrived on compared.act_id = arrived.act_id
    left join (select distinct source, contact_id, way from recorded_ways) as brought
        on compared.source = brought.source and compared.contact_id = brought.contact_id
        and compared.way = brought.way
    left join brought_since
        on compared.act_id = brought_since.act_id and compared.contact_id = brought_since.contact_id
        and compared.field = brought_since.field
    left join taken
        on compared.source = taken.source and compared.customer_id = taken.customer_id
        and compared.contact_id = taken.contact_id and compared.field = taken.field
)
