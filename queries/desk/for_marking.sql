-- purpose: What must be known of tickets at the moment something is recorded about them.
-- metric: tickets
-- grain: one row per ticket
-- desk: ticket_marks
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param ids text[]: their ids, of any source
-- param person text: who is going to record something
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column subject text: subject line
-- column is_in_data boolean: the current data hold it, and count it
-- column is_open boolean: open
-- column turn text: whose turn it is
-- column raw_status text: in the helpdesk's own words
-- column last_moved_at timestamptz: last human message or change of status
-- column closing_at timestamptz: when the closing words were said
-- column is_closing_right boolean: what people said of them; empty = not judged
-- column message_count bigint: messages of people
-- column snoozed_by_others_until_day date: snoozed by somebody else until this local day
-- column flagged_at timestamptz: flagged, and not moved since
-- column flagged_by text: by whom
-- column snoozed_until_day date: snoozed until this local day
-- column assigned_agent_name text: to whom the dashboard assigned it
-- column reminded_at timestamptz: a reminder was sent
-- column close_asked_at timestamptz: closing was asked for
-- column note_count bigint: notes
with /* part moment */,

/* part marks */,

/* part judgements */,

others as (
    select source, ticket_id, max(until_day) as until_day
    from standing_marks
    where kind = 'snooze' and not has_moved and actor is distinct from cast(:person as text)
    group by source, ticket_id
),

wanted as (
    select source, ticket_id from ticket_facts where ticket_id = any(cast(:ids as text[]))
    union
    select source, ticket_id from marks where ticket_id = any(cast(:ids as text[]))
),

present as (
    select spells.source, spells.ticket_id, spells.is_open, spells.turn
    from spells
    cross join moment
    where spells.is_open
        and spells.ticket_id = any(cast(:ids as text[]))
        and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
)

select
    wanted.source,
    wanted.ticket_id,
    coalesce(ticket_facts.number, wanted.ticket_id) as number,
    ticket_facts.subject,
    ticket_facts.ticket_id is not null and ticket_facts.excluded_reason is null as is_in_data,
    coalesce(present.is_open, false) as is_open,
    present.turn,
    ticket_facts.raw_status,
    ticket_facts.last_moved_at,
    ticket_facts.closing_at,
    judgements.is_right as is_closing_right,
    cast(ticket_facts.customer_message_count + ticket_facts.answer_count as bigint) as message_count,
    others.until_day as snoozed_by_others_until_day,
    marks.flagged_at,
    marks.flagged_by,
    marks.snoozed_until_day,
    coalesce(assigned.name, marks.assigned_agent_id) as assigned_agent_name,
    marks.reminded_at,
    marks.close_asked_at,
    coalesce(marks.note_count, 0) as note_count
from wanted
left join ticket_facts on wanted.source = ticket_facts.source and wanted.ticket_id = ticket_facts.ticket_id
left join present on wanted.source = present.source and wanted.ticket_id = present.ticket_id
left join marks on wanted.source = marks.source and wanted.ticket_id = marks.ticket_id
left join others on wanted.source = others.source and wanted.ticket_id = others.ticket_id
left join agents as assigned on marks.source = assigned.source and marks.assigned_agent_id = assigned.agent_id
left join judgements
    on wanted.source = judgements.source and wanted.ticket_id = judgements.ticket_id
    and ticket_facts.closing_at = judgements.closing_at
order by wanted.source, wanted.ticket_id
