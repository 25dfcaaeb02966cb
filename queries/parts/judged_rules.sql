-- Every rule that a record breaks at the moment looked at. Stands on `derived_rules`.

judged_rules as (
    select record_rules.source, record_rules.customer_id, record_rules.rule, record_rules.severity
    from record_rules
    left join known_records
        on record_rules.source = known_records.source and record_rules.customer_id = known_records.customer_id
    where record_rules.holds_from_at <= cast(:as_of as timestamptz) and known_records.customer_id is null
        /* filter record_rules: sources customers */
    union all
    select source, customer_id, rule, severity
    from derived_rules
    where holds_from_at <= cast(:as_of as timestamptz) /* filter: sources customers */
)
