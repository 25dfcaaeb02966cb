select
    cast(crew.agent + 1 as text) as agent_id,
    crew.name,
    crew.email,
    departments.word as team,
    crew.is_robot
from crew
join list_departments as departments on departments.place = crew.department
order by crew.agent
