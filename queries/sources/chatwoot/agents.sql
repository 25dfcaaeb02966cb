-- Whoever can sign in, and the bots.
select id as agent_id, coalesce(display_name, name) as name, email, false as is_robot, source_file, source_row
from cw_users
union all
select 'bot-' || id, name, null, true, source_file, source_row
from cw_agent_bots
