-- purpose: The tickets behind a number that counts what is so at the moment looked at.
-- metric: tickets
-- grain: one row per ticket
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param stale_support_seconds bigint: working seconds after which a ticket in our turn is stalled
-- param stale_third_party_seconds bigint: the same with a third party
-- param stale_customer_seconds bigint: the same in the customer's turn
-- param stale_finished_seconds bigint: the same after closing words
-- param stale_unknown_seconds bigint: the same where the turn is unknown
-- param status_without_event_seconds bigint: working seconds after which "in progress" needs an event
-- param band_edges_seconds bigint[]: upper edges of the age bands but the last, working seconds
-- param open_only boolean: only open tickets
-- param turns text[]: whose turn
-- param turn_rules text[]: rules that decided
-- param states text[]: categories
-- param raw_statuses text[]: statuses in the source's own words
-- param no_raw_status boolean: only those whose status is implied
-- param no_department boolean: only those without a department
-- param no_agent boolean: only those held by nobody
-- param band integer: age band of the wait
-- param silent_band integer: the same band of the silence
-- param stalled_only boolean: only silent for too long
-- param silence_unknown boolean: only open ones of which nobody knows how long they have been silent
-- param contradiction text: customer_waits or nothing_in_progress
-- param reason text: why it is not counted
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
with /* part now */,

/* part present */,

matching as (
    select source, ticket_id, turn_started_at, started_at
    from present
    where (not coalesce(cast(:open_only as boolean), false) or is_open)
        and (cast(:turns as text[]) is null or turn = any(cast(:turns as text[])))
        and (cast(:turn_rules as text[]) is null or turn_rule = any(cast(:turn_rules as text[])))
        and (cast(:states as text[]) is null or state = any(cast(:states as text[])))
        and (cast(:raw_statuses as text[]) is null or raw_status = any(cast(:raw_statuses as text[])))
        and (not coalesce(cast(:no_raw_status as boolean), false) or raw_status is null)
        and (not coalesce(cast(:no_department as boolean), false) or department is null)
        and (not coalesce(cast(:no_agent as boolean), false) or agent_id is null)
        and (
            cast(:band as integer) is null
            or cast(:band as integer) = case when waiting_working_seconds > (cast(:band_edges_seconds as bigint[]))[1] then 1 else 0 end
            + case when waiting_working_seconds > (cast(:band_edges_seconds as bigint[]))[2] then 1 else 0 end
            + case when waiting_working_seconds > (cast(:band_edges_seconds as bigint[]))[3] then 1 else 0 end
        )
        and (
            cast(:silent_band as integer) is null
            or cast(:silent_band as integer) = case when silent_working_seconds > (cast(:band_edges_seconds as bigint[]))[1] then 1 else 0 end
            + case when silent_working_seconds > (cast(:band_edges_seconds as bigint[]))[2] then 1 else 0 end
            + case when silent_working_seconds > (cast(:band_edges_seconds as bigint[]))[3] then 1 else 0 end
        )
        and (not coalesce(cast(:stalled_only as boolean), false) or is_stalled)
        and (not coalesce(cast(:silence_unknown as boolean), false) or (is_open and decisive_at is null))
        and (cast(:contradiction as text) is null or contradiction = cast(:contradiction as text))
        and (
            cast(:reason as text) is null
            or cast(:reason as text) = case when is_excluded then state when not is_dated then 'undated' end
            or (cast(:reason as text) = 'excluded' and is_excluded)
        )
),

chosen as (
    select source, ticket_id, turn_started_at, started_at, count(*) over () as total_count
    from matching
    order by turn_started_at, started_at, ticket_id, source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
),

/* part listed */

select
    chosen.total_count,
    listed.*
from chosen
left join listed on chosen.source = listed.source and chosen.ticket_id = listed.ticket_id
order by chosen.turn_started_at, chosen.started_at, chosen.ticket_id, chosen.source
