-- Everybody who can sign in as staff. Nothing in the table tells a robot.
select
    os_staff.staff_id as agent_id,
    coalesce(nullif(trim(concat_ws(' ', os_staff.firstname, os_staff.lastname)), ''), os_staff.username) as name,
    os_staff.email,
    os_department.name as team,
    os_staff.source_file,
    os_staff.source_row
from os_staff
left join os_department on os_staff.dept_id = os_department.id
