-- purpose: The tickets behind a rule of the customers, with the words that show it.
-- metric: tickets
-- grain: one row per ticket and rule
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- param customer_rule text: only this rule; empty = every rule
-- param possible_only boolean: only what is merely possible, and not counted
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint [tickets]: rows of the whole list
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column subject text: subject line
-- column customer_name text: the customer
-- column department text: department or group
-- column channel text: how it came
-- column support_level text: support level
-- column agent_name text: who holds it
-- column state text: the category
-- column raw_status text: in the helpdesk's own words
-- column turn text: whose turn it is
-- column turn_rule text: the rule that decided
-- column opened_at timestamptz: opened
-- column waiting_since_at timestamptz: start of the present turn
-- column waiting_working_seconds bigint [working seconds]: length of the present turn so far
-- column customer_rule text: the rule's code
-- column rule_words text: the words that show it, shortened
-- column measure double: share of capitals 0-1, messages of a burst
-- column related_number text: the number of the ticket that it repeats or goes on with
-- column occurred_at timestamptz: when it was broken
-- column contact_name text: the person to write to
with /* part now */,

/* part broken_rules */,

matching as (
    select source, ticket_id, rule, occurred_at, words, measure, related_ticket_id
    from broken
    where is_counted = not coalesce(cast(:possible_only as boolean), false)
        and (cast(:customer_rule as text) is null or rule = cast(:customer_rule as text))
),

chosen as (
    select *, count(*) over () as total_count
    from matching
    order by occurred_at desc, ticket_id, source, rule
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
),

/* part listed */,

-- The tickets themselves and those they repeat, looked up once.
wanted as (
    select source, ticket_id
    from chosen
    union
    select source, related_ticket_id as ticket_id
    from chosen
    where related_ticket_id is not null
),

told as (
    select ticket_facts.source, ticket_facts.ticket_id, ticket_facts.number, ticket_facts.contact_name
    from ticket_facts
    inner join wanted on ticket_facts.source = wanted.source and ticket_facts.ticket_id = wanted.ticket_id
)

select
    chosen.total_count,
    listed.*,
    chosen.rule as customer_rule,
    chosen.words as rule_words,
    chosen.measure,
    coalesce(related.number, chosen.related_ticket_id) as related_number,
    chosen.occurred_at,
    own.contact_name
from chosen
left join listed on chosen.source = listed.source and chosen.ticket_id = listed.ticket_id
left join told as own on chosen.source = own.source and chosen.ticket_id = own.ticket_id
left join told as related on chosen.source = related.source and chosen.related_ticket_id = related.ticket_id
order by chosen.occurred_at desc, chosen.ticket_id, chosen.source, chosen.rule
