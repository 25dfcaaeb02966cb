-- purpose: Whose unassigned tickets an agent takes: the department they belong to, else those they hold tickets in.
-- metric: my_queue
-- grain: one row per department
-- param me text: the agent's id
-- param my_source text: the helpdesk in which that is their id
-- param as_of timestamptz: the moment looked at
-- column department text: department or group
with mine as (
    select team from agents where agent_id = cast(:me as text) and source = cast(:my_source as text)
),

belonging as (
    select distinct ticket_facts.department
    from ticket_facts
    inner join mine on ticket_facts.department = mine.team
    where ticket_facts.source = cast(:my_source as text)
),

held as (
    select distinct spells.department
    from spells
    where spells.is_open
        and spells.source = cast(:my_source as text)
        and spells.agent_id = cast(:me as text)
        and spells.department is not null
        and spells.started_at <= cast(:as_of as timestamptz) and spells.ended_at > cast(:as_of as timestamptz)
)

select department from belonging
union
select department from held where not exists (select 1 from belonging)
order by department
