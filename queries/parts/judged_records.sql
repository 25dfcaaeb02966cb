-- The records at the moment looked at, with how many rules they break: counted beforehand, all but the confirmation,
-- which alone depends on the moment. Stands on `derived_records` and `derived_rules`.

judged_records as (
    select
        record_facts.source,
        record_facts.customer_id,
        record_facts.customer_name,
        record_facts.contact_count,
        record_facts.confirmed_at,
        record_facts.is_unreachable,
        record_facts.rule_count + case
            when record_facts.confirmed_at <= cast(:as_of as timestamptz) - interval '365 days' then 1 else 0
        end as rule_count
    from record_facts
    left join known_records
        on record_facts.source = known_records.source and record_facts.customer_id = known_records.customer_id
    where known_records.customer_id is null /* filter record_facts: sources customers */
    union all
    select
        derived_records.source,
        derived_records.customer_id,
        derived_records.customer_name,
        derived_records.contact_count,
        derived_records.confirmed_at,
        count(case when derived_rules.severity = 'unreachable' then 1 end) > 0,
        count(derived_rules.rule)
    from derived_records
    left join derived_rules
        on derived_records.source = derived_rules.source and derived_records.customer_id = derived_rules.customer_id
        and derived_rules.holds_from_at <= cast(:as_of as timestamptz)
    where true /* filter derived_records: sources customers */
    group by
        derived_records.source, derived_records.customer_id, derived_records.customer_name,
        derived_records.contact_count, derived_records.confirmed_at
)
