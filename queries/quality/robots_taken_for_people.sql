-- purpose: Agents whose first answers nearly all come within ten seconds of the opening: probably an automation.
-- severity: doubtful
-- tolerance: 0
-- touches: response
with answered as (
    select
        ticket_events.source, ticket_events.agent_id,
        count(*) as answer_count,
        count(*) filter (where ticket_events.occurred_at < ticket_facts.opened_at + interval 10 second) as quick_count
    from ticket_events
    inner join ticket_facts
        on ticket_events.source = ticket_facts.source and ticket_events.ticket_id = ticket_facts.ticket_id
        and ticket_events.occurred_at = ticket_facts.first_response_at
    where ticket_events.kind = 'message' and ticket_events.author = 'agent' and ticket_events.agent_id is not null
        and not ticket_facts.is_instant_channel
    group by ticket_events.source, ticket_events.agent_id
)

select
    source,
    count(*) filter (where answer_count >= 20 and quick_count >= 0.9 * answer_count) as found_count,
    count(*) as checked_count,
    (array_agg(agent_id) filter (where answer_count >= 20 and quick_count >= 0.9 * answer_count))[1:5] as examples
from answered
group by source
