-- Whoever may work on tickets.
select
    id as agent_id,
    coalesce(nullif(trim(concat_ws(' ', firstname, lastname)), ''), email) as name,
    email,
    source_file,
    source_row
from za_staff
