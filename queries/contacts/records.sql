-- purpose: The records that break a rule, in the order of work: severity, then tickets waiting for that customer, then age.
-- metric: records_list
-- grain: one row per customer
-- filter: sources customers
-- desk: contact_outcomes
-- param as_of timestamptz: the moment looked at
-- param severity text: only unreachable, or only at_risk
-- param record_rule text: only records that break this rule
-- param waiting_only boolean: only customers with a ticket that waits for us
-- param term text: must occur in the name of the customer or of a person; lower case without accents
-- param quiet_since timestamptz: leave out records about which somebody recorded an outcome since then
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
-- column waiting_number text: the number of the one that has waited longest
-- column contact_count bigint: persons listed
-- column confirmed_at timestamptz: last confirmation or real change; empty = never
-- column age_calendar_seconds bigint [seconds]: since then
with /* part known_records */,

/* part record_rules */,

/* part judged_rules */,

/* part judged_records */,

waiting as (
    select
        spells.source,
        spells.customer_id,
        count(*) as waiting_count,
        (array_agg(ticket_facts.number order by spells.turn_started_at, ticket_facts.number))[1] as waiting_number
    from spells
    inner join ticket_facts on spells.source = ticket_facts.source and spells.ticket_id = ticket_facts.ticket_id
    where spells.turn = 'support'
        and spells.started_at <= cast(:as_of as timestamptz) and spells.ended_at > cast(:as_of as timestamptz)
    group by spells.source, spells.customer_id
),

matching as (
    select
        judged_records.*,
        case when judged_records.is_unreachable then 'unreachable' else 'at_risk' end as severity,
        coalesce(waiting.waiting_count, 0) as waiting_count,
        waiting.waiting_number
    from judged_records
    left join waiting
        on judged_records.source = waiting.source and judged_records.customer_id = waiting.customer_id
    left join desk_records
        on judged_records.source = desk_records.source and judged_records.customer_id = desk_records.customer_id
    where judged_records.rule_count > 0
        and (
            cast(:term as text) is null
            or exists (
                select 1
                from record_facts
                where record_facts.source = judged_records.source
                    and record_facts.customer_id = judged_records.customer_id
                    and position(cast(:term as text) in record_facts.search_text) > 0
            )
        )
        and coalesce(
            greatest(desk_records.confirmed_at, desk_records.not_reached_at) < cast(:quiet_since as timestamptz), true
        )
        and (
            cast(:record_rule as text) is null
            or exists (
                select 1
                from judged_rules
                where judged_rules.source = judged_records.source
                    and judged_rules.customer_id = judged_records.customer_id
                    and judged_rules.rule = cast(:record_rule as text)
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
        string_agg(judged_rules.rule, ',' order by judged_rules.severity desc, judged_rules.rule) as record_rules
    from chosen
    inner join judged_rules
        on chosen.source = judged_rules.source and chosen.customer_id = judged_rules.customer_id
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
    chosen.waiting_number,
    cast(chosen.contact_count as bigint) as contact_count,
    chosen.confirmed_at,
    greatest(
        cast(extract(epoch from cast(:as_of as timestamptz)) as bigint)
        - cast(extract(epoch from chosen.confirmed_at) as bigint),
        case when chosen.confirmed_at is not null then 0 end
    ) as age_calendar_seconds
from chosen
left join named on chosen.source = named.source and chosen.customer_id = named.customer_id
order by
    chosen.severity desc, chosen.waiting_count desc, chosen.confirmed_at nulls first, chosen.customer_name,
    chosen.customer_id, chosen.source
