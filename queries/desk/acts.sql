-- purpose: What was recorded about tickets, the newest act first.
-- metric: acts
-- grain: one row per act
-- desk: ticket_marks
-- param actor text: only what this person recorded
-- param source text: only acts on this helpdesk's tickets, with ticket_id
-- param ticket_id text: only acts on this ticket
-- param row_limit bigint: at most so many rows
-- column act_id text: the act
-- column recorded_at timestamptz: when
-- column actor text: who
-- column mark text: what was recorded
-- column ticket_count bigint [tickets]: on how many
-- column first_number text: the number of one of them
-- column note text: the words recorded with it
-- column until_day date: snooze: until when
-- column agent_name text: assign: to whom
-- column undone_by text: who took it back; empty = it stands
-- column undone_at timestamptz: when
with ordered as (
    select
        ticket_marks.*,
        count(*) over (partition by act_id) as ticket_count,
        row_number() over (partition by act_id order by source, ticket_id) as place
    from ticket_marks
    where kind <> 'undo'
        and (cast(:actor as text) is null or actor = cast(:actor as text))
        and (
            cast(:ticket_id as text) is null
            or act_id in (
                select act_id from ticket_marks
                where ticket_id = cast(:ticket_id as text) and source = cast(:source as text)
            )
        )
),

acts as (
    select
        act_id, recorded_at, actor, kind as mark, ticket_count, source, ticket_id as first_ticket_id, note, until_day,
        agent_id
    from ordered
    where place = 1
    order by recorded_at desc, act_id
    limit coalesce(cast(:row_limit as bigint), 20)
),

undone as (
    select undoes, min(actor) as actor, min(recorded_at) as recorded_at
    from ticket_marks
    where undoes is not null
    group by undoes
)

select
    acts.act_id,
    acts.recorded_at,
    acts.actor,
    acts.mark,
    acts.ticket_count,
    coalesce(ticket_facts.number, acts.first_ticket_id) as first_number,
    acts.note,
    acts.until_day,
    coalesce(agents.name, acts.agent_id) as agent_name,
    undone.actor as undone_by,
    undone.recorded_at as undone_at
from acts
left join undone on acts.act_id = undone.undoes
left join ticket_facts on acts.source = ticket_facts.source and acts.first_ticket_id = ticket_facts.ticket_id
left join agents on acts.source = agents.source and acts.agent_id = agents.agent_id
order by acts.recorded_at desc, acts.act_id
