-- purpose: Everything that happened to one ticket, in order, with the working time between and whose turn it was after.
-- metric: ticket_timeline
-- grain: one row per event, mark or rating
-- desk: ticket_marks
-- param as_of timestamptz: the moment looked at
-- param source text: the helpdesk's instance
-- param ticket_id text: the ticket
-- column happened_at timestamptz: when
-- column event text: opened, message, note, status, assignment, transfer, rating_request, rating, or mark
-- column mark text: what was recorded in the dashboard
-- column author text: customer, agent, robot or desk
-- column author_name text: the agent, the person at the desk, or the sender's address
-- column words text: what was said
-- column attachment_names text: file names, separated by |
-- column raw_status text: the status entered
-- column state text: its category
-- column department text: the department entered
-- column support_level text: the level entered
-- column agent_name text: the agent it was given to
-- column until_day date: snooze: until when
-- column score double: the rating, normalised to 1-5
-- column turn text: whose turn it was after it; empty = not open
-- column turn_rule text: the rule that decided
-- column working_seconds bigint [working seconds]: since the row before; empty in the first
-- column calendar_seconds bigint [seconds]: since the row before, in calendar time; empty in the first
with subject as (
    select source, ticket_id, opened_at, calendar
    from ticket_facts
    where source = cast(:source as text) and ticket_id = cast(:ticket_id as text)
),

happened as (
    select
        greatest(ticket_events.occurred_at, coalesce(subject.opened_at, ticket_events.occurred_at)) as happened_at,
        -- What was said in the same instant as a status change came with it: the words first, as in the facts.
        case when ticket_events.kind = 'status' then 2 else 1 end as phase,
        ticket_events.sequence,
        ticket_events.kind as event,
        cast(null as text) as mark,
        case when coalesce(agents.is_robot, false) then 'robot' else ticket_events.author end as author,
        case
            when ticket_events.author = 'agent' then coalesce(agents.name, ticket_events.author_email)
            else ticket_events.author_email
        end as author_name,
        ticket_events.body as words,
        ticket_events.attachment_names,
        ticket_events.raw_status,
        ticket_events.department,
        ticket_events.support_level,
        case when ticket_events.kind in ('assignment', 'transfer') then coalesce(agents.name, ticket_events.agent_id) end
            as agent_name,
        cast(null as date) as until_day,
        cast(null as double precision) as score
    from ticket_events
    left join subject on ticket_events.ticket_id = subject.ticket_id
    left join agents on ticket_events.source = agents.source and ticket_events.agent_id = agents.agent_id
    where ticket_events.source = cast(:source as text)
        and ticket_events.ticket_id = cast(:ticket_id as text)
        and ticket_events.occurred_at <= cast(:as_of as timestamptz)
    union all
    select
        opened_at, 0, null, 'opened', null, null, null, null, null, null, null, null, null, null, null
    from subject
    where opened_at <= cast(:as_of as timestamptz)
    union all
    select
        rated_at, 4, null, 'rating', null, 'customer', null, comment, null, null, null, null, null, null, score
    from ratings
    where source = cast(:source as text) and ticket_id = cast(:ticket_id as text)
        and rated_day is not null
        and rated_at <= cast(:as_of as timestamptz)
    union all
    select
        ticket_marks.recorded_at, 5, null, 'mark',
        ticket_marks.kind, 'desk', ticket_marks.actor, ticket_marks.note, null, null, null, null,
        coalesce(agents.name, ticket_marks.agent_id), ticket_marks.until_day, null
    from ticket_marks
    left join agents on ticket_marks.source = agents.source and ticket_marks.agent_id = agents.agent_id
    where ticket_marks.source = cast(:source as text) and ticket_marks.ticket_id = cast(:ticket_id as text)
),

placed as (
    select
        happened.*,
        statuses.state,
        spells.turn,
        spells.turn_rule,
        row_number() over (order by happened.happened_at, happened.phase, happened.sequence) as place
    from happened
    left join statuses
        on statuses.source = cast(:source as text) and happened.raw_status = statuses.raw_status
    left join spells
        on spells.source = cast(:source as text) and spells.ticket_id = cast(:ticket_id as text)
        and spells.started_at <= happened.happened_at and spells.ended_at > happened.happened_at
),

positioned as (
    select
        placed.place,
        max(
            working_intervals.working_seconds_before
            + cast(extract(epoch from least(placed.happened_at, working_intervals.ends_at)) as bigint)
            - cast(extract(epoch from working_intervals.starts_at) as bigint)
        ) as working_seconds
    from placed
    inner join working_intervals
        on working_intervals.calendar = coalesce((select calendar from subject), '')
        and working_intervals.starts_at <= placed.happened_at
    group by placed.place
)

select
    placed.happened_at,
    placed.event,
    placed.mark,
    placed.author,
    placed.author_name,
    placed.words,
    placed.attachment_names,
    placed.raw_status,
    placed.state,
    placed.department,
    placed.support_level,
    placed.agent_name,
    placed.until_day,
    placed.score,
    placed.turn,
    placed.turn_rule,
    case when placed.place > 1 then
        coalesce(positioned.working_seconds, 0)
        - coalesce(lag(positioned.working_seconds) over (order by placed.place), 0)
    end as working_seconds,
    cast(extract(epoch from placed.happened_at) - extract(epoch from lag(placed.happened_at) over (order by placed.place)) as bigint)
        as calendar_seconds
from placed
left join positioned on placed.place = positioned.place
order by placed.place
