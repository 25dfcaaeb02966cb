-- Agents and administrators, those who left among them: their answers stay. Nothing in the table tells a robot.
select
    id as agent_id,
    name,
    email,
    source_file,
    source_row
from user_data
where lower(role) in ('agent', 'admin')
