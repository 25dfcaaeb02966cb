-- purpose: Whose service a ticket is: who held it, wrote in it or was rated for it.
-- metric: case_state
-- grain: one row per agent or address
-- param source text: the helpdesk's instance
-- param ticket_id text: the ticket
-- column name text: the agent's name; empty = known by address alone
-- column email text: the agent's address, or the sender's
with named as (
    select agent_id, cast(null as text) as email
    from tickets
    where source = cast(:source as text) and ticket_id = cast(:ticket_id as text)
    union
    select agent_id, case when author = 'agent' then author_email end as email
    from ticket_events
    where source = cast(:source as text) and ticket_id = cast(:ticket_id as text)
    union
    select agent_id, cast(null as text) as email
    from feedback
    where source = cast(:source as text) and ticket_id = cast(:ticket_id as text)
)

select distinct
    coalesce(agents.name, named.agent_id) as name,
    coalesce(named.email, agents.email) as email
from named
left join agents on named.agent_id = agents.agent_id and agents.source = cast(:source as text)
where named.agent_id is not null or named.email is not null
order by name, email
