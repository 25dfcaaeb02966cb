-- What a list of tickets shows of each ticket in `chosen`, at the moment looked at.

listed as (
    select
        found.source,
        found.ticket_id,
        ticket_facts.number,
        ticket_facts.subject,
        ticket_facts.customer_name,
        coalesce(spells.department, ticket_facts.department) as department,
        ticket_facts.channel,
        coalesce(spells.support_level, ticket_facts.support_level) as support_level,
        coalesce(agents.name, spells.agent_id) as agent_name,
        spells.state,
        spells.raw_status,
        spells.turn,
        spells.turn_rule,
        ticket_facts.opened_at,
        spells.turn_started_at as waiting_since_at,
        coalesce(positions.working_seconds, 0) - spells.turn_started_working_seconds as waiting_working_seconds
    from (select distinct source, ticket_id from chosen) as found
    cross join moment
    left join ticket_facts on found.source = ticket_facts.source and found.ticket_id = ticket_facts.ticket_id
    left join spells
        on found.source = spells.source and found.ticket_id = spells.ticket_id
        and spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
    left join positions on spells.source = positions.source and spells.calendar = positions.calendar
    left join agents on spells.source = agents.source and spells.agent_id = agents.agent_id
)
