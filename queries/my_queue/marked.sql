-- purpose: What people flagged or snoozed, and what became of it since.
-- metric: followed_up
-- grain: one row per ticket
-- filter: sources departments channels levels agents customers
-- desk: ticket_marks
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param person text: only what this person flagged or snoozed
-- param today date: the local day on which snoozed tickets come back
-- param row_limit bigint: at most so many rows
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column number text: the number people quote; the id of a ticket that is gone
-- column subject text: subject line
-- column customer_name text: the customer
-- column contact_name text: the person to write to
-- column department text: department or group
-- column agent_name text: who holds it
-- column state text: the category
-- column turn text: whose turn it is; empty = not open
-- column turn_rule text: the rule that decided
-- column outcome text: stands, customer, agent, status, late_message, closed, gone, or why it is not counted any more
-- column moved_at timestamptz: when it moved; empty where nobody knows
-- column is_due boolean: snoozed until today or an earlier day
-- column flagged_at timestamptz: when it was last flagged, whether or not it moved since
-- column flagged_by text: by whom
-- column flag_note text: the words recorded with the flag
-- column snoozed_until_day date: snoozed until this local day
-- column last_words text: the last human message, of open tickets
-- column last_words_by text: customer or agent
-- column note_count bigint: notes
-- column last_note text: the last note
with /* part moment */,

/* part standing_marks */,

followed as (
    select
        source,
        ticket_id,
        max(gone_reason) as gone_reason,
        max(case when kind = 'flag' then seen_at end) as seen_at,
        max(case when kind = 'flag' then seen_raw_status end) as seen_raw_status,
        max(case when kind = 'flag' then recorded_at end) as flagged_ever_at,
        max(case when kind = 'flag' and not has_moved then recorded_at end) as flagged_at,
        string_agg(case when kind = 'flag' then actor end, ', ' order by recorded_at, actor) as flagged_by,
        max(case when kind = 'flag' then note end) as flag_note,
        max(case when kind = 'snooze' and not has_moved then until_day end) as snoozed_until_day
    from standing_marks
    where kind in ('flag', 'snooze') and (cast(:person as text) is null or actor = cast(:person as text))
    group by source, ticket_id
    having max(case when kind = 'flag' then recorded_at end) is not null
        or max(case when kind = 'snooze' and not has_moved then until_day end) is not null
),

described as (
    select
        followed.*,
        coalesce(noted.note_count, 0) as note_count,
        noted.last_note,
        ticket_facts.number,
        ticket_facts.subject,
        ticket_facts.customer_name,
        ticket_facts.contact_name,
        ticket_facts.customer_id,
        ticket_facts.channel,
        ticket_facts.last_moved_at,
        ticket_facts.last_moved_by,
        coalesce(ticket_facts.raw_status, '') <> coalesce(followed.seen_raw_status, '') as has_other_status,
        ticket_facts.last_words,
        ticket_facts.last_words_by,
        coalesce(spells.department, ticket_facts.department) as department,
        coalesce(spells.support_level, ticket_facts.support_level) as support_level,
        coalesce(spells.agent_id, ticket_facts.agent_id) as agent_id,
        coalesce(spells.state, ticket_facts.state) as state,
        spells.turn,
        spells.turn_rule,
        coalesce(spells.is_open, false) as is_open
    from followed
    cross join moment
    left join noted on followed.source = noted.source and followed.ticket_id = noted.ticket_id
    left join ticket_facts on followed.source = ticket_facts.source and followed.ticket_id = ticket_facts.ticket_id
    left join spells
        on followed.source = spells.source and followed.ticket_id = spells.ticket_id
        and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
)

select
    described.source,
    described.ticket_id,
    coalesce(described.number, described.ticket_id) as number,
    described.subject,
    described.customer_name,
    described.contact_name,
    described.department,
    coalesce(agents.name, described.agent_id) as agent_name,
    described.state,
    described.turn,
    described.turn_rule,
    case
        when described.gone_reason is not null then described.gone_reason
        when described.flagged_at is not null or described.flagged_ever_at is null then 'stands'
        when not described.is_open then 'closed'
        when described.seen_at is null or described.last_moved_at > described.seen_at then described.last_moved_by
        when described.has_other_status then 'status'
        else 'late_message'
    end as outcome,
    -- A status without a date, or a message that arrived late: nobody knows when.
    case
        when described.gone_reason is null and described.flagged_at is null and described.flagged_ever_at is not null
            and (described.seen_at is null or described.last_moved_at > described.seen_at)
            then described.last_moved_at
    end as moved_at,
    coalesce(described.snoozed_until_day <= cast(:today as date), false) as is_due,
    described.flagged_ever_at as flagged_at,
    described.flagged_by,
    described.flag_note,
    described.snoozed_until_day,
    described.last_words,
    described.last_words_by,
    described.note_count,
    described.last_note
from described
left join agents on described.source = agents.source and described.agent_id = agents.agent_id
where true /* filter described */
order by described.flagged_ever_at desc nulls last, described.snoozed_until_day, described.ticket_id, described.source
limit coalesce(cast(:row_limit as bigint), 10000)
