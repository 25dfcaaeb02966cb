-- What people learned about records, less what was undone, and what has become of each change since: `open` (to be
-- carried into the helpdesk), `carried` (a later import brought it), `conflict` (a later import brought something else),
-- `dropped` (what the import brought was confirmed), `gone` (the person is no longer listed).

kept_outcomes as (
    select contact_outcomes.*
    from contact_outcomes
    where contact_outcomes.kind <> 'undo'
        and not exists (select 1 from contact_outcomes as undone where undone.undoes = contact_outcomes.act_id)
),

desk_records as (
    select
        source,
        customer_id,
        max(case when kind in ('confirmed', 'corrected', 'left', 'second_person') then recorded_at end) as confirmed_at,
        max(case when kind = 'confirmed' then recorded_at end) as taken_as_right_at,
        max(case when kind = 'unreachable' then recorded_at end) as not_reached_at
    from kept_outcomes
    where kind <> 'note'
    group by source, customer_id
),

-- Of each cell the last word counts.
last_changes as (
    select
        kept_outcomes.*,
        row_number() over (
            partition by source, customer_id, contact_id, field order by recorded_at desc, act_id desc
        ) as back
    from kept_outcomes
    where field is not null
),

-- A second person has arrived where somebody is listed with the address, the name, or a number that nobody had then.
arrived as (
    select distinct last_changes.act_id
    from last_changes
    inner join contacts
        on last_changes.source = contacts.source and last_changes.customer_id = contacts.customer_id
    left join contact_ways on contacts.source = contact_ways.source and contacts.contact_id = contact_ways.contact_id
    where last_changes.kind = 'second_person' and last_changes.seen_value is null
        and not coalesce(contacts.has_left, false)
        and (
            contact_ways.way = last_changes.way
            or (last_changes.field = 'name' and lower(trim(contacts.name)) = lower(trim(last_changes.value)))
        )
),

standing_changes as (
    select
        last_changes.*,
        contacts.name as contact_person,
        coalesce(contacts.has_left, false) as has_left,
        case last_changes.field
            when 'phone_1' then contacts.phone_1
            when 'phone_2' then contacts.phone_2
            when 'email' then contacts.email
            when 'has_left' then contacts.name
        end as present_value,
        case
            when last_changes.kind = 'second_person' then case when arrived.act_id is null then 'open' else 'carried' end
            when contacts.contact_id is null then case last_changes.kind when 'left' then 'carried' else 'gone' end
            -- Another name in the same place: somebody else stands there now.
            when last_changes.kind = 'left' then
                case
                    when coalesce(contacts.has_left, false) then 'carried'
                    when coalesce(contacts.name, '') <> coalesce(last_changes.seen_value, '') then 'carried'
                    else 'open'
                end
            when brought.way is not null then 'carried'
            when coalesce(case last_changes.field
                when 'phone_1' then contacts.phone_1
                when 'phone_2' then contacts.phone_2
                else contacts.email
            end, '') = coalesce(last_changes.seen_value, '') then 'open'
            when desk_records.taken_as_right_at > last_changes.recorded_at then 'dropped'
            else 'conflict'
        end as change_state
    from last_changes
    inner join desk_records
        on last_changes.source = desk_records.source and last_changes.customer_id = desk_records.customer_id
    left join contacts
        on last_changes.source = contacts.source and last_changes.contact_id = contacts.contact_id
        and last_changes.customer_id = contacts.customer_id
    left join arrived on last_changes.act_id = arrived.act_id
    left join (select distinct source, contact_id, way from contact_ways where way is not null) as brought
        on last_changes.source = brought.source and last_changes.contact_id = brought.contact_id
        and last_changes.way = brought.way
    where last_changes.back = 1
)
