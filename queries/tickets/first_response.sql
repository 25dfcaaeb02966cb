-- purpose: The tickets behind the first-response figures: opened in the period, written channels.
-- metric: tickets
-- grain: one row per ticket
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param measure text: response (default) or resolution: a solution needs its date
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
-- column first_response_at timestamptz: first human public answer
with /* part cohort */,

/* part opened */,

matching as (
    select source, ticket_id, opened_at, first_response_at
    from opened
    where not is_instant_channel
        and not is_recorded_afterwards
        -- Closed at an unknown time without an answer: nobody knows how long it was observed.
        and not (is_undated and (first_response_at is null or coalesce(cast(:measure as text), 'response') <> 'response'))
        -- Of a source that never says when it answered nobody knows who still waits.
        and (
            coalesce(cast(:measure as text), 'response') <> 'response'
            or source in (select source from sources where has_responses)
        )
),

chosen as (
    select source, ticket_id, opened_at, first_response_at, count(*) over () as total_count
    from matching
    order by opened_at desc, ticket_id, source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
),

/* part listed */

select
    chosen.total_count,
    listed.*,
    chosen.first_response_at
from chosen
left join listed on chosen.source = listed.source and chosen.ticket_id = listed.ticket_id
order by chosen.opened_at desc, chosen.ticket_id, chosen.source
