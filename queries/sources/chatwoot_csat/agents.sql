-- The agents rated, "Name (email)": made from several rows, so from no row of a file.
select distinct
    coalesce(nullif(regexp_extract("Agent Name", '\(([^()]+@[^()]+)\)$', 1), ''), "Agent Name") as agent_id,
    trim(regexp_replace("Agent Name", '\([^()]+@[^()]+\)$', '')) as name,
    nullif(regexp_extract("Agent Name", '\(([^()]+@[^()]+)\)$', 1), '') as email,
    null as source_file,
    null as source_row
from csat
where "Agent Name" is not null
