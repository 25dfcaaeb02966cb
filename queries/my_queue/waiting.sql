-- purpose: One agent's queue: what they hold and what their departments hold for nobody, in order of arrival.
-- metric: my_queue
-- grain: one row per ticket
-- filter: sources departments channels levels customers
-- desk: ticket_marks
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param me text: the agent's id
-- param my_source text: the helpdesk in which that is their id
-- param my_departments text[]: departments whose unassigned tickets are theirs to take
-- param person text: the name under which they record things: what they snoozed stays away
-- param today date: the local day on which snoozed tickets come back
-- param row_limit bigint: at most so many rows
-- column total_count bigint [tickets]: rows of the whole list
-- column mine_count bigint [tickets]: of those, held by the agent
-- column unassigned_count bigint [tickets]: of those, held by nobody
-- column came_back_count bigint [tickets]: of those, came back
-- column promised_count bigint [tickets]: of those, promised
-- column place bigint: place in the whole queue, over all departments
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column subject text: subject line
-- column customer_name text: the customer
-- column contact_name text: the person to write to
-- column department text: department or group
-- column channel text: how it came
-- column holder text: me = held by the agent or assigned to them here; nobody
-- column next_step text: answer
-- column came_back boolean: opened before the last closing of the doors, in our turn again since then
-- column is_promised boolean: our last words promised a next step, and nothing was said since
-- column promised_at timestamptz: when that was promised
-- column snoozed_until_day date: snoozed until this local day
-- column turn_rule text: the rule that gave us the turn
-- column waiting_since_at timestamptz: start of the wait
-- column waiting_working_seconds bigint [working seconds]: wait so far
-- column last_words text: the last human message
-- column last_words_by text: customer or agent
-- column flagged_at timestamptz: flagged, and not moved since
-- column flagged_by text: by whom
-- column assigned_agent_name text: to whom the dashboard assigned it
-- column reminded_at timestamptz: a reminder was sent
-- column close_asked_at timestamptz: closing was asked for
-- column note_count bigint: notes
-- column last_note text: the last note
with /* part now */,

/* part marks */,

/* part closing */,

waiting as (
    select
        spells.source, spells.ticket_id, spells.department, spells.channel, spells.support_level, spells.customer_id,
        spells.agent_id, spells.turn_rule, spells.turn_started_at, spells.opened_at,
        coalesce(positions.working_seconds, 0) - spells.turn_started_working_seconds as waiting_working_seconds,
        -- A place is a place in the whole queue.
        row_number() over (order by spells.turn_started_at, spells.ticket_id, spells.source) as place
    from spells
    cross join moment
    left join positions on spells.source = positions.source and spells.calendar = positions.calendar
    where spells.turn = 'support' and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
),

mine as (
    select
        waiting.*,
        marks.flagged_at, marks.flagged_by, marks.snoozed_until_day, marks.assigned_agent_id, marks.reminded_at,
        marks.close_asked_at, marks.note_count, marks.last_note,
        -- What the dashboard assigned goes before the helpdesk's agent.
        waiting.source = cast(:my_source as text)
        and coalesce(marks.assigned_agent_id, waiting.agent_id) = cast(:me as text) as is_mine
    from waiting
    left join marks on waiting.source = marks.source and waiting.ticket_id = marks.ticket_id
    where true /* filter waiting */
),

chosen as (
    select
        mine.*,
        coalesce(mine.is_mine, false) as is_held,
        coalesce(
            mine.opened_at < closing.closed_doors_at and mine.turn_started_at >= closing.closed_doors_at, false
        ) as came_back,
        mine.turn_rule = 'holding_reply' as is_promised
    from mine
    cross join closing
    where (
        coalesce(mine.is_mine, false)
        or (
            coalesce(mine.assigned_agent_id, mine.agent_id) is null
            and mine.source = cast(:my_source as text)
            and mine.department = any(cast(:my_departments as text[]))
        )
    )
    and not exists (
        select 1
        from standing_marks
        where standing_marks.source = mine.source and standing_marks.ticket_id = mine.ticket_id
            and standing_marks.kind = 'snooze' and standing_marks.actor = cast(:person as text)
            and not standing_marks.has_moved and standing_marks.until_day > cast(:today as date)
    )
),

counted as (
    select
        chosen.*,
        count(*) over () as total_count,
        count(*) filter (where is_held) over () as mine_count,
        count(*) filter (where not is_held) over () as unassigned_count,
        count(*) filter (where came_back) over () as came_back_count,
        count(*) filter (where is_promised) over () as promised_count
    from chosen
),

shown as (
    select *
    from counted
    -- One's own first, then in order of arrival, where not all can be shown.
    order by is_held desc, place
    limit coalesce(cast(:row_limit as bigint), 1000)
)

select
    shown.total_count,
    shown.mine_count,
    shown.unassigned_count,
    shown.came_back_count,
    shown.promised_count,
    shown.place,
    shown.source,
    shown.ticket_id,
    ticket_facts.number,
    ticket_facts.subject,
    ticket_facts.customer_name,
    ticket_facts.contact_name,
    shown.department,
    shown.channel,
    case when shown.is_held then 'me' else 'nobody' end as holder,
    'answer' as next_step,
    shown.came_back,
    shown.is_promised,
    case when shown.is_promised then ticket_facts.last_words_at end as promised_at,
    shown.snoozed_until_day,
    shown.turn_rule,
    shown.turn_started_at as waiting_since_at,
    shown.waiting_working_seconds,
    case when ticket_facts.last_words_at <= moment.looked_at then ticket_facts.last_words end as last_words,
    case when ticket_facts.last_words_at <= moment.looked_at then ticket_facts.last_words_by end as last_words_by,
    shown.flagged_at,
    shown.flagged_by,
    coalesce(assigned.name, shown.assigned_agent_id) as assigned_agent_name,
    shown.reminded_at,
    shown.close_asked_at,
    coalesce(shown.note_count, 0) as note_count,
    shown.last_note
from shown
cross join moment
inner join ticket_facts on shown.source = ticket_facts.source and shown.ticket_id = ticket_facts.ticket_id
left join agents as assigned on shown.source = assigned.source and shown.assigned_agent_id = assigned.agent_id
order by shown.place
