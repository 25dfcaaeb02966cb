-- purpose: The tickets behind a duty of ours that was missed.
-- metric: tickets
-- grain: one row per promise, closing, wait or ticket
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- param stale_support_seconds bigint: working seconds after which a ticket in our turn is stalled
-- param stale_third_party_seconds bigint: the same with a third party
-- param stale_customer_seconds bigint: the same in the customer's turn
-- param stale_finished_seconds bigint: the same after closing words
-- param stale_unknown_seconds bigint: the same where the turn is unknown
-- param status_without_event_seconds bigint: working seconds after which "in progress" needs an event
-- param forgotten_seconds bigint: working seconds after which a wait is forgotten, and left out
-- param duty text: order, answered, promise, status, evidence or dialogue
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
-- column occurred_at timestamptz: when it was missed, or was due
with /* part now */,

/* part present */,

/* part orderly */,

/* part known */,

judged_promises as (
    select promises.*, known.judged_at
    from promises
    inner join known on promises.source = known.source
    where promises.promised_day between cast(:start_date as date) and cast(:end_date as date)
        /* filter promises */
),

missed as (
    select source, ticket_id, overtaken_at as occurred_at
    from orderly
    where cast(:duty as text) = 'order' and is_overtaken
    union all
    select source, ticket_id, started_at as occurred_at
    from present
    where cast(:duty as text) = 'status' and is_open and contradiction is not null
    union all
    select source, ticket_id, occurred_at
    from passages
    where cast(:duty as text) in ('answered', 'dialogue')
        and kind = 'closed'
        and day between cast(:start_date as date) and cast(:end_date as date)
        and occurred_at <= cast(:as_of as timestamptz)
        and is_unanswered is not null
        and case cast(:duty as text) when 'answered' then is_unanswered else not coalesce(is_confirmed, false) end
        /* filter */
    union all
    select source, ticket_id, due_at as occurred_at
    from judged_promises
    where cast(:duty as text) = 'promise'
        and promised_at <= judged_at
        and due_at <= judged_at
        and next_word_at > due_at
    union all
    select source, ticket_id, occurred_at
    from rule_hits
    where cast(:duty as text) = 'evidence'
        and rule = 'evidence-asked-twice'
        and is_counted
        and is_able
        and opened_day between cast(:start_date as date) and cast(:end_date as date)
        and occurred_at <= cast(:as_of as timestamptz)
        /* filter */
),

chosen as (
    select *, count(*) over () as total_count
    from missed
    order by occurred_at desc, ticket_id, source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
),

/* part listed */

select
    chosen.total_count,
    listed.*,
    chosen.occurred_at
from chosen
left join listed on chosen.source = listed.source and chosen.ticket_id = listed.ticket_id
order by chosen.occurred_at desc, chosen.ticket_id, chosen.source
