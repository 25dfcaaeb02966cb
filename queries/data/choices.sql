-- purpose: What the filter bar offers.
-- grain: one row per filter and value
-- column filter text: the list filter
-- column choice text: the value
-- column label text: what people call it
-- column ticket_count bigint [tickets]: tickets with it
with counted as (
    select source, department, channel, support_level, agent_id, count(*) as ticket_count
    from ticket_facts
    group by source, department, channel, support_level, agent_id
),

offered as (
    select 'sources' as filter, source as choice, source as label, ticket_count from counted
    union all
    select 'departments' as filter, department as choice, department as label, ticket_count from counted
    union all
    select 'channels' as filter, channel as choice, channel as label, ticket_count from counted
    union all
    select 'levels' as filter, support_level as choice, support_level as label, ticket_count from counted
    union all
    select 'agents' as filter, counted.agent_id as choice, coalesce(agents.name, counted.agent_id) as label, counted.ticket_count
    from counted
    left join agents on counted.source = agents.source and counted.agent_id = agents.agent_id
)

select filter, choice, max(label) as label, cast(sum(ticket_count) as bigint) as ticket_count
from offered
where choice is not null
group by filter, choice
order by filter, label, choice
