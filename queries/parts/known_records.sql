-- The records about which people recorded something, as they stand with that: on them the rules are judged anew.

/* part known_ways */,

known_records as (
    select
        record_facts.source,
        record_facts.customer_id,
        record_facts.customer_name,
        greatest(record_facts.confirmed_at, desk_records.confirmed_at) as confirmed_at,
        exists (
            select 1
            from orphan_writers
            left join known_ways
                on orphan_writers.source = known_ways.source and orphan_writers.customer_id = known_ways.customer_id
                and orphan_writers.address = known_ways.way
            where orphan_writers.source = record_facts.source and orphan_writers.customer_id = record_facts.customer_id
                and known_ways.way is null
        ) as has_orphan_writer,
        coalesce(
            desk_records.not_reached_at
            > coalesce(greatest(record_facts.confirmed_at, desk_records.confirmed_at), timestamptz '-infinity'),
            false
        ) as was_not_reached
    from record_facts
    inner join desk_records
        on record_facts.source = desk_records.source and record_facts.customer_id = desk_records.customer_id
)
