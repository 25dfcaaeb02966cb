-- purpose: One ticket at the moment looked at: state, turn and why, waits, silence, what was last recorded.
-- metric: ticket
-- grain: one row, or none where the ticket is unknown to the data and to the desk
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
-- param source text: the helpdesk's instance
-- param ticket_id text: the ticket
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column is_in_data boolean: the current data hold it; false = only the desk knows it
-- column number text: the number people quote
-- column subject text: subject line
-- column customer_id text: the customer's id
-- column customer_name text: the customer
-- column contact_name text: the person to write to
-- column department text: department or group
-- column channel text: how it came
-- column support_level text: support level
-- column category text: category or topic
-- column priority text: priority
-- column agent_name text: who holds it
-- column state text: the category
-- column raw_status text: in the helpdesk's own words
-- column is_open boolean: open
-- column turn text: whose turn it is
-- column turn_rule text: the rule that decided
-- column next_step text: answer, update, remind, ask_to_close, close or check; empty = not open
-- column has_contacts boolean: its helpdesk brings contacts
-- column waiting_since_at timestamptz: start of the present turn
-- column waiting_working_seconds bigint [working seconds]: length of the present turn so far
-- column silent_since_at timestamptz: what decides staleness
-- column silent_working_seconds bigint [working seconds]: since that
-- column is_stalled boolean: silent for too long
-- column contradiction text: customer_waits or nothing_in_progress
-- column opened_at timestamptz: opened
-- column first_response_at timestamptz: first human public answer
-- column first_response_working_seconds bigint [working seconds]: opening to that
-- column last_resolved_at timestamptz: solved, if it is not open now
-- column resolution_working_seconds bigint [working seconds]: opening to that
-- column due_at timestamptz: deadline
-- column reopened_count integer: passages back to open
-- column answer_count integer: human public answers
-- column customer_message_count integer: messages of the customer
-- column excluded_reason text: why it is not counted
-- column is_undated boolean: closed at an unknown time
-- column has_unknown_reopening boolean: reopened at an unknown time
-- column is_notice boolean: a notice of ours
-- column is_recorded_afterwards boolean: opened and solved within two minutes
-- column is_closed_unanswered boolean: closed while the customer's last message had no human answer
-- column reopened_by_thanks_count integer: of the passages back to open, by mere thanks
-- column last_words text: the last human message, where it is open
-- column closing_at timestamptz: when the closing words were said
-- column closing_reason text: confirmation or thanks
-- column closing_phrase text: the words that decided it
-- column is_closing_right boolean: what people said of them
-- column flagged_at timestamptz: flagged, and not moved since
-- column flagged_by text: by whom
-- column snoozed_until_day date: snoozed until this local day
-- column assigned_agent_name text: to whom the dashboard assigned it
-- column reminded_at timestamptz: a reminder was sent
-- column close_asked_at timestamptz: closing was asked for
-- column note_count bigint: notes
-- column last_note text: the last note
with /* part now */,

/* part present */,

/* part marks */,

/* part judgements */,

wanted as (
    select cast(:source as text) as source, cast(:ticket_id as text) as ticket_id
)

select
    wanted.source,
    wanted.ticket_id,
    ticket_facts.ticket_id is not null as is_in_data,
    coalesce(ticket_facts.number, wanted.ticket_id) as number,
    ticket_facts.subject,
    ticket_facts.customer_id,
    ticket_facts.customer_name,
    ticket_facts.contact_name,
    coalesce(present.department, ticket_facts.department) as department,
    ticket_facts.channel,
    coalesce(present.support_level, ticket_facts.support_level) as support_level,
    ticket_facts.category,
    ticket_facts.priority,
    coalesce(agents.name, present.agent_id) as agent_name,
    coalesce(present.state, ticket_facts.state) as state,
    coalesce(present.raw_status, ticket_facts.raw_status) as raw_status,
    coalesce(present.is_open, false) as is_open,
    present.turn,
    present.turn_rule,
    /* part next_step */ as next_step,
    exists (select 1 from contacts where contacts.source = cast(:source as text)) as has_contacts,
    present.turn_started_at as waiting_since_at,
    present.waiting_working_seconds,
    present.decisive_at as silent_since_at,
    present.silent_working_seconds,
    coalesce(present.is_stalled, false) as is_stalled,
    present.contradiction,
    ticket_facts.opened_at,
    ticket_facts.first_response_at,
    ticket_facts.first_response_working_seconds,
    ticket_facts.last_resolved_at,
    ticket_facts.resolution_working_seconds,
    ticket_facts.due_at,
    ticket_facts.reopened_count,
    ticket_facts.answer_count,
    ticket_facts.customer_message_count,
    ticket_facts.excluded_reason,
    coalesce(ticket_facts.is_undated, false) as is_undated,
    coalesce(ticket_facts.has_unknown_reopening, false) as has_unknown_reopening,
    coalesce(ticket_facts.is_notice, false) as is_notice,
    coalesce(ticket_facts.is_recorded_afterwards, false) as is_recorded_afterwards,
    coalesce(ticket_facts.is_closed_unanswered, false) as is_closed_unanswered,
    ticket_facts.reopened_by_thanks_count,
    ticket_facts.last_words,
    ticket_facts.closing_at,
    ticket_facts.closing_reason,
    ticket_facts.closing_phrase,
    judgements.is_right as is_closing_right,
    marks.flagged_at,
    marks.flagged_by,
    marks.snoozed_until_day,
    coalesce(assigned.name, marks.assigned_agent_id) as assigned_agent_name,
    marks.reminded_at,
    marks.close_asked_at,
    coalesce(marks.note_count, 0) as note_count,
    marks.last_note
from wanted
-- The parameters once more, so that one ticket is looked up and not all.
left join ticket_facts
    on ticket_facts.source = cast(:source as text) and ticket_facts.ticket_id = cast(:ticket_id as text)
left join present on present.source = cast(:source as text) and present.ticket_id = cast(:ticket_id as text)
left join agents on present.source = agents.source and present.agent_id = agents.agent_id
left join marks on wanted.source = marks.source and wanted.ticket_id = marks.ticket_id
left join agents as assigned on marks.source = assigned.source and marks.assigned_agent_id = assigned.agent_id
left join judgements
    on wanted.source = judgements.source and wanted.ticket_id = judgements.ticket_id
    and present.turn = 'finished' and present.decisive_at = judgements.closing_at
where ticket_facts.ticket_id is not null or marks.ticket_id is not null
