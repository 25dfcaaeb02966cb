-- Agents and administrators.
select
    id as agent_id,
    name,
    email,
    source_file,
    source_row
from api_users
where lower(role) in ('agent', 'admin')
