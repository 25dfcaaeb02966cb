-- The records at the moment looked at. Of the rules only the confirmation depends on it: the others are counted
-- beforehand.

judged_records as (
    select
        record_facts.source,
        record_facts.customer_id,
        record_facts.customer_name,
        record_facts.contact_count,
        record_facts.confirmed_at,
        record_facts.is_unreachable,
        record_facts.rule_count + case
            when record_facts.confirmed_at + interval '365 days' <= cast(:as_of as timestamptz) then 1 else 0
        end as rule_count
    from record_facts
    where true /* filter record_facts: sources customers */
)
