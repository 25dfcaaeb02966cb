-- Everybody who can sign in as staff. Nothing in the table tells a robot.
select
    id as agent_id,
    coalesce(nullif(trim(concat_ws(' ', firstname, lastname)), ''), username) as name,
    email,
    source_file,
    source_row
from tbladmins
