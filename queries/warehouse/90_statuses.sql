-- How often a human of ours spoke last in each present status: does a status that should wait for the customer do so?
create or replace temp table last_words as
select turns.ticket_key, arg_max(turns.last_speaker, turns.place) as last_speaker
from turns
-- An opening that only the ticket's columns imply is no message.
where turns.ticket_key in (select ticket_key from heard where speaker is not null)
group by turns.ticket_key;

update statuses set
    ticket_count = counted.ticket_count,
    agent_spoke_last_count = counted.agent_spoke_last_count,
    spoken_count = counted.spoken_count
from (
    select
        ticket_base.source, ticket_base.raw_status,
        count(*) as ticket_count,
        count(*) filter (where last_words.last_speaker = 'agent') as agent_spoke_last_count,
        count(*) filter (where last_words.last_speaker is not null) as spoken_count
    from ticket_base
    left join last_words on ticket_base.ticket_key = last_words.ticket_key
    group by all
) as counted
where statuses.source = counted.source and statuses.raw_status = counted.raw_status;

update statuses set ticket_count = 0, agent_spoke_last_count = 0, spoken_count = 0 where ticket_count is null;

update sources set
    has_responses = has_messages or exists (
        select 1 from ticket_facts
        where ticket_facts.source = sources.source and ticket_facts.first_response_at is not null
    ),
    has_words = has_messages
    or exists (select 1 from ticket_base where ticket_base.source = sources.source and ticket_base.subject <> '')
    or exists (select 1 from ticket_readings where ticket_readings.source = sources.source and ticket_readings.has_opening);
