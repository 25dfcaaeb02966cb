-- What the ways of a record make of it: the rules it breaks (METRICS, contact records). Stands on `known_records`, one
-- row per record, and `known_ways`, one row per number or address of theirs. The one definition for the facts and for
-- records about which people recorded something since.

ways_of_persons as (
    select
        known_ways.source,
        known_ways.customer_id,
        known_ways.contact_id,
        bool_or(known_ways.has_left) as has_left,
        count(case when known_ways.kind = 'landline' then 1 end) as landline_count,
        count(case when known_ways.kind in ('mobile', 'foreign') then 1 end) as mobile_count,
        count(case when known_ways.kind = 'repairable' then 1 end) as repairable_count,
        count(case when known_ways.kind in ('invalid', 'special') then 1 end) as invalid_count,
        count(case when known_ways.kind = 'email' then 1 end) as email_count,
        count(customer_domains.domain) as hosted_count,
        count(case when known_ways.kind = 'email-invalid' then 1 end) as wrong_email_count,
        string_agg(distinct known_ways.way, ' ' order by known_ways.way) as ways
    from known_ways
    -- Equalities alone: a condition on one side would compare every way with every domain.
    left join customer_domains
        on known_ways.source = customer_domains.source and known_ways.customer_id = customer_domains.customer_id
        and case when known_ways.kind = 'email' then split_part(known_ways.way, '@', 2) end = customer_domains.domain
    group by known_ways.source, known_ways.customer_id, known_ways.contact_id
),

reached as (
    select
        source,
        customer_id,
        count(*) as contact_count,
        count(case when not has_left then 1 end) as present_count,
        -- A second person who repeats the first one's numbers and address is no second way.
        count(distinct case when not has_left then ways end) as different_count,
        sum(case when has_left then 0 else landline_count end) as landline_count,
        sum(case when has_left then 0 else mobile_count end) as mobile_count,
        sum(case when has_left then 0 else repairable_count end) as repairable_count,
        sum(case when has_left then 0 else invalid_count end) as invalid_count,
        sum(case when has_left then 0 else email_count end) as email_count,
        sum(case when has_left then 0 else hosted_count end) as hosted_count,
        sum(case when has_left then 0 else wrong_email_count end) as wrong_email_count
    from ways_of_persons
    group by source, customer_id
),

derived_records as (
    select
        known_records.source,
        known_records.customer_id,
        known_records.customer_name,
        known_records.confirmed_at,
        known_records.has_orphan_writer,
        known_records.was_not_reached,
        coalesce(reached.contact_count, 0) as contact_count,
        coalesce(reached.present_count, 0) as present_count,
        coalesce(reached.different_count, 0) as different_count,
        coalesce(reached.landline_count, 0) as landline_count,
        coalesce(reached.mobile_count, 0) as mobile_count,
        coalesce(reached.repairable_count, 0) as repairable_count,
        coalesce(reached.invalid_count, 0) as invalid_count,
        coalesce(reached.email_count, 0) as email_count,
        coalesce(reached.hosted_count, 0) as hosted_count,
        coalesce(reached.wrong_email_count, 0) as wrong_email_count,
        coalesce(reached.landline_count + reached.mobile_count + reached.email_count, 0) > 0 as is_reachable
    from known_records
    left join reached
        on known_records.source = reached.source and known_records.customer_id = reached.customer_id
),

derived_rules as (
    select
        derived_records.source,
        derived_records.customer_id,
        rules.rule,
        rules.severity,
        case
            when rules.rule = 'not-confirmed' and derived_records.confirmed_at is not null
                then derived_records.confirmed_at + interval '365 days'
            else timestamptz '-infinity'
        end as holds_from_at
    from derived_records
    cross join (
        values
        ('only-person-left', 'unreachable'), ('nobody-reachable', 'unreachable'), ('not-reached', 'unreachable'),
        ('landline-missing', 'at_risk'), ('mobile-missing', 'at_risk'), ('secondary-missing', 'at_risk'),
        ('departed-listed', 'at_risk'), ('email-invalid', 'at_risk'), ('email-hosted-here', 'at_risk'),
        ('phone-invalid', 'at_risk'), ('phone-repairable', 'at_risk'), ('orphan-ticket-contact', 'at_risk'),
        ('not-confirmed', 'at_risk')
    ) as rules (rule, severity)
    where case rules.rule
        when 'only-person-left' then contact_count > 0 and present_count = 0
        when 'nobody-reachable' then not is_reachable and (contact_count = 0 or present_count > 0)
        when 'not-reached' then is_reachable and was_not_reached
        when 'landline-missing' then landline_count = 0
        when 'mobile-missing' then mobile_count = 0
        when 'secondary-missing' then different_count < 2
        when 'departed-listed' then present_count < contact_count
        when 'email-invalid' then wrong_email_count > 0
        when 'email-hosted-here' then hosted_count > 0 and hosted_count = email_count
        when 'phone-invalid' then invalid_count > 0
        when 'phone-repairable' then repairable_count > 0
        when 'orphan-ticket-contact' then has_orphan_writer
        else true
    end
)
