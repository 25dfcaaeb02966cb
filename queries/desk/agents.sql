-- purpose: Who can be assigned a ticket, and who can be sitting at the screen.
-- metric: tickets
-- grain: one row per agent
-- column source text: the helpdesk's instance
-- column agent_id text: the agent
-- column name text: name as written
-- column email text: sign-in or sender address
-- column team text: team or department
select source, agent_id, coalesce(name, agent_id) as name, email, team
from agents
where not coalesce(is_robot, false)
order by name, source, agent_id
