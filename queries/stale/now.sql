-- purpose: The tickets left open, the longest silence first: who owes the next step, what was last said, what was recorded.
-- metric: stalled_list
-- grain: one row per ticket
-- filter: sources departments channels levels agents customers
-- desk: ticket_marks
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param stale_support_seconds bigint: working seconds after which a ticket in our turn is stalled
-- param stale_third_party_seconds bigint: the same with a third party
-- param stale_customer_seconds bigint: the same in the customer's turn
-- param stale_finished_seconds bigint: the same after closing words
-- param stale_unknown_seconds bigint: the same where the turn is unknown
-- param status_without_event_seconds bigint: working seconds after which "in progress" needs an event
-- param ask_to_close_seconds bigint: working seconds of the customer's silence after which to ask to close
-- param turns text[]: whose turn
-- param whatever_the_silence boolean: also those not silent for too long, where nobody knows the silence
-- param marked boolean: only those with a standing mark, or only those without
-- param today date: the local day on which snoozed tickets come back; empty = none has yet
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint [tickets]: rows of the whole list
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column subject text: subject line
-- column customer_name text: the customer
-- column contact_name text: the person to write to
-- column department text: department or group
-- column channel text: how it came
-- column support_level text: support level
-- column agent_name text: who holds it
-- column state text: the category
-- column raw_status text: in the helpdesk's own words
-- column turn text: whose turn it is
-- column turn_rule text: the rule that decided
-- column next_step text: answer, update, remind, ask_to_close, close or check
-- column silent_working_seconds bigint [working seconds]: since what decides
-- column silent_since_at timestamptz: what decides
-- column opened_at timestamptz: opened
-- column last_words text: the last human message, where nothing was said after the moment looked at
-- column last_words_by text: customer or agent
-- column last_words_at timestamptz: when that was said
-- column closing_at timestamptz: when the closing words were said
-- column closing_reason text: confirmation or thanks
-- column closing_phrase text: the words that decided it
-- column is_closing_right boolean: what people said of the closing words; empty = not judged
-- column flagged_at timestamptz: flagged, and not moved since
-- column flagged_by text: by whom
-- column snoozed_until_day date: snoozed until this local day
-- column assigned_agent_name text: to whom the dashboard assigned it
-- column reminded_at timestamptz: a reminder was sent, and the ticket has not moved since
-- column close_asked_at timestamptz: closing was asked for, and the ticket has not moved since
-- column note_count bigint: notes
-- column last_note text: the last note
with /* part now */,

/* part present */,

/* part marks */,

/* part judgements */,

matching as (
    select
        present.*,
        marks.flagged_at, marks.flagged_by, marks.snoozed_until_day, marks.assigned_agent_id, marks.reminded_at,
        marks.close_asked_at, marks.note_count, marks.last_note
    from present
    left join marks on present.source = marks.source and present.ticket_id = marks.ticket_id
    where present.is_open
        and (present.is_stalled or coalesce(cast(:whatever_the_silence as boolean), false))
        and (cast(:turns as text[]) is null or present.turn = any(cast(:turns as text[])))
        and (
            cast(:marked as boolean) is null
            or cast(:marked as boolean) = coalesce(
                marks.flagged_at is not null
                or marks.snoozed_until_day > coalesce(cast(:today as date), date '1900-01-01')
                or marks.assigned_agent_id is not null or marks.reminded_at is not null
                or marks.close_asked_at is not null, false
            )
        )
),

chosen as (
    select *, count(*) over () as total_count
    from matching
    order by silent_working_seconds desc nulls last, opened_at, ticket_id, source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
)

select
    chosen.total_count,
    chosen.source,
    chosen.ticket_id,
    ticket_facts.number,
    ticket_facts.subject,
    ticket_facts.customer_name,
    ticket_facts.contact_name,
    chosen.department,
    chosen.channel,
    chosen.support_level,
    coalesce(agents.name, chosen.agent_id) as agent_name,
    chosen.state,
    chosen.raw_status,
    chosen.turn,
    chosen.turn_rule,
    /* part next_step */ as next_step,
    chosen.silent_working_seconds,
    chosen.decisive_at as silent_since_at,
    chosen.opened_at,
    case when ticket_facts.last_words_at <= moment.looked_at then ticket_facts.last_words end as last_words,
    case when ticket_facts.last_words_at <= moment.looked_at then ticket_facts.last_words_by end as last_words_by,
    case when ticket_facts.last_words_at <= moment.looked_at then ticket_facts.last_words_at end as last_words_at,
    case when chosen.turn = 'finished' and ticket_facts.closing_at <= moment.looked_at then ticket_facts.closing_at end as closing_at,
    case when chosen.turn = 'finished' and ticket_facts.closing_at <= moment.looked_at then ticket_facts.closing_reason end
        as closing_reason,
    case when chosen.turn = 'finished' and ticket_facts.closing_at <= moment.looked_at then ticket_facts.closing_phrase end
        as closing_phrase,
    judgements.is_right as is_closing_right,
    chosen.flagged_at,
    chosen.flagged_by,
    chosen.snoozed_until_day,
    coalesce(assigned.name, chosen.assigned_agent_id) as assigned_agent_name,
    chosen.reminded_at,
    chosen.close_asked_at,
    coalesce(chosen.note_count, 0) as note_count,
    chosen.last_note
from chosen
cross join moment
inner join ticket_facts on chosen.source = ticket_facts.source and chosen.ticket_id = ticket_facts.ticket_id
left join agents on chosen.source = agents.source and chosen.agent_id = agents.agent_id
left join agents as assigned on chosen.source = assigned.source and chosen.assigned_agent_id = assigned.agent_id
-- A judgement belongs to the words that made it ready to close, not to later ones.
left join judgements
    on chosen.source = judgements.source and chosen.ticket_id = judgements.ticket_id
    and chosen.turn = 'finished' and chosen.decisive_at = judgements.closing_at
order by chosen.silent_working_seconds desc nulls last, chosen.opened_at, chosen.ticket_id, chosen.source
