-- The numbers and addresses of records about which people recorded something, as they stand with that. What is still
-- open counts as recorded; in a conflict the helpdesk's later word counts.

/* part record_outcomes */,

desk_records as (
    select
        source,
        customer_id,
        max(case when kind in ('confirmed', 'corrected', 'left', 'second_person') then recorded_at end) as confirmed_at,
        max(case when kind = 'unreachable' then recorded_at end) as not_reached_at
    from kept_outcomes
    where kind <> 'note'
    group by source, customer_id
),

leavers as (
    select source, contact_id from standing_changes where kind = 'left' and change_state = 'open'
),

open_values as (
    select source, customer_id, contact_id, field, kind, value_kind, way, has_left
    from standing_changes
    where kind in ('corrected', 'second_person') and change_state = 'open' and field <> 'name'
),

known_ways as (
    select
        contact_ways.source,
        contact_ways.customer_id,
        contact_ways.contact_id,
        contact_ways.has_left or leavers.contact_id is not null as has_left,
        contact_ways.kind,
        contact_ways.way
    from contact_ways
    inner join desk_records
        on contact_ways.source = desk_records.source and contact_ways.customer_id = desk_records.customer_id
    left join leavers on contact_ways.source = leavers.source and contact_ways.contact_id = leavers.contact_id
    left join open_values
        on contact_ways.source = open_values.source and contact_ways.contact_id = open_values.contact_id
        and contact_ways.field = open_values.field
    where open_values.field is null
    union all
    select
        open_values.source,
        open_values.customer_id,
        open_values.contact_id,
        open_values.has_left or leavers.contact_id is not null,
        open_values.value_kind,
        open_values.way
    from open_values
    left join leavers on open_values.source = leavers.source and open_values.contact_id = leavers.contact_id
)
