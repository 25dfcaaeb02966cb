-- purpose: The records that break a rule, in the order of work: severity, then tickets waiting for that customer, then age.
-- metric: records_list
-- grain: one row per customer
-- filter: sources customers
-- param as_of timestamptz: the moment looked at
-- param severity text: only unreachable, or only at_risk
-- param record_rule text: only records that break this rule
-- param waiting_only boolean: only customers with a ticket that waits for us
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint [customers]: rows of the whole list
-- column source text: the helpdesk's instance
-- column customer_id text: the customer
-- column customer_name text: name as written
-- column severity text: unreachable or at_risk
-- column record_rules text: the rules it breaks, separated by commas
-- column rule_count bigint: how many
-- column waiting_count bigint [tickets]: open tickets of this customer in our turn
-- column contact_count bigint: persons listed
-- column confirmed_at timestamptz: last confirmation or real change; empty = never
with /* part records */,

waiting as (
    select source, customer_id, count(*) as waiting_count
    from spells
    where turn = 'support'
        and started_at <= cast(:as_of as timestamptz) and ended_at > cast(:as_of as timestamptz)
    group by source, customer_id
),

matching as (
    select
        judged_records.*,
        case when judged_records.is_unreachable then 'unreachable' else 'at_risk' end as severity,
        coalesce(waiting.waiting_count, 0) as waiting_count
    from judged_records
    left join waiting
        on judged_records.source = waiting.source and judged_records.customer_id = waiting.customer_id
    where judged_records.rule_count > 0
        and (
            cast(:record_rule as text) is null
            or exists (
                select 1
                from record_rules
                where record_rules.source = judged_records.source
                    and record_rules.customer_id = judged_records.customer_id
                    and record_rules.rule = cast(:record_rule as text)
                    and record_rules.holds_from_at <= cast(:as_of as timestamptz)
            )
        )
        and (not coalesce(cast(:waiting_only as boolean), false) or waiting.waiting_count > 0)
),

chosen as (
    select *, count(*) over () as total_count
    from matching
    where cast(:severity as text) is null or severity = cast(:severity as text)
    order by severity desc, waiting_count desc, confirmed_at nulls first, customer_name, customer_id, source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
),

-- The rules' names of those that are shown, and of no others.
named as (
    select
        chosen.source,
        chosen.customer_id,
        string_agg(record_rules.rule, ',' order by record_rules.severity desc, record_rules.rule) as record_rules
    from chosen
    inner join record_rules
        on chosen.source = record_rules.source and chosen.customer_id = record_rules.customer_id
        and record_rules.holds_from_at <= cast(:as_of as timestamptz)
    group by chosen.source, chosen.customer_id
)

select
    chosen.total_count,
    chosen.source,
    chosen.customer_id,
    chosen.customer_name,
    chosen.severity,
    named.record_rules,
    cast(chosen.rule_count as bigint) as rule_count,
    chosen.waiting_count,
    cast(chosen.contact_count as bigint) as contact_count,
    chosen.confirmed_at
from chosen
left join named on chosen.source = named.source and chosen.customer_id = named.customer_id
order by
    chosen.severity desc, chosen.waiting_count desc, chosen.confirmed_at nulls first, chosen.customer_name,
    chosen.customer_id, chosen.source
