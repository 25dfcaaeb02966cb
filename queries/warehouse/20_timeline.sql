-- Everything that can change a ticket's state, holder or turn, in order: its rowid is the order.
-- Robots, automatic replies and our own receipts are left out: they decide nothing. A note decides nothing
-- either, but it is an event of a ticket in progress.
create or replace temp table heard as
with spoken as (
    select
        ticket_base.ticket_key,
        ticket_events.rowid as event_key,
        greatest(ticket_events.occurred_at, ticket_base.opened_at) as happened_at,
        ticket_events.sequence,
        ticket_events.kind,
        ticket_events.author,
        nullif(ticket_events.attachment_names, '') is not null as has_attachment,
        statuses.state,
        ticket_events.raw_status,
        -- Of a dropped text: heard, holding, awaits, verdict, as its words had been read.
        string_split(reading_of(ticket_events.body), ':') as reading,
        own_words(ticket_events.body) as said,
        without_drawl(strip_accents(lower(said))) as words,
        case when ticket_events.author = 'customer' and length(words) <= 600 then without_drawl(strip_accents(lower(without_names(said)))) end
            as unnamed_words,
        case when ticket_events.author = 'customer' then regexp_replace(words, getvariable('harmless'), ' ', 'g') end as weighed_words,
        case when ticket_events.author = 'agent' then regexp_replace(words, getvariable('formality'), '', 'g') end
            as words_without_formality,
        -- On a message or a note the agent is its author, not the ticket's holder.
        case when ticket_events.kind not in ('message', 'note') then ticket_events.department end as department,
        case when ticket_events.kind not in ('message', 'note') then ticket_events.support_level end as support_level,
        case when ticket_events.kind not in ('message', 'note') then ticket_events.agent_id end as agent_id,
        coalesce(ticket_events.author, '') = 'robot'
        or coalesce(agents.is_robot, false)
        or regexp_matches(lower(coalesce(ticket_events.author_email, '')), getvariable('robot_senders')) as is_robot
    from ticket_events
    inner join ticket_base
        on ticket_events.source = ticket_base.source and ticket_events.ticket_id = ticket_base.ticket_id
    left join agents
        on ticket_events.source = agents.source and ticket_events.agent_id = agents.agent_id
        and ticket_events.kind in ('message', 'note') and ticket_events.author = 'agent'
    left join statuses
        on ticket_events.source = statuses.source and ticket_events.raw_status = statuses.raw_status
        and ticket_events.kind = 'status'
    where ticket_base.excluded_reason is null
        and ticket_events.occurred_at <= ticket_base.judged_until_at
        and ticket_events.kind in ('message', 'note', 'status', 'assignment', 'transfer')
)

select
    * exclude (reading, said, words, unnamed_words, weighed_words, words_without_formality, is_robot),
    case when kind = 'message' then author end as speaker,
    case
        when kind <> 'message' or author <> 'agent' then false
        when reading is not null then reading[2] = '1'
        else regexp_matches(words, getvariable('holding'))
    end as is_holding,
    -- What a message of ours awaits: leave to close, more of the customer or of ourselves, or only whether it worked or
    -- whether anything is left.
    case
        when kind <> 'message' or author <> 'agent' then null
        when reading is not null then nullif(reading[3], '')
        when contains(words, '?') and regexp_matches(words, getvariable('closing_question'))
            and not regexp_matches(words, getvariable('other_closing')) then 'closing'
        when contains(words_without_formality, '?') and regexp_matches(words_without_formality, getvariable('leave_question')) then 'leave'
        when contains(words_without_formality, '?') or regexp_matches(words_without_formality, getvariable('unfinished')) then 'more'
        when not contains(words, '?') then null
        when regexp_matches(words, getvariable('further_question')) then 'further'
        when regexp_matches(words, getvariable('outcome_question')) then 'outcome'
    end as awaits,
    -- Only a closing? The first that holds decides (METRICS, whose turn it is, rule 2).
    case
        when kind <> 'message' or author <> 'customer' then null
        when reading is not null then nullif(reading[4], '')
        when length(words) > 600 then 'no'
        when contains(words, '?') or regexp_matches(weighed_words, getvariable('request')) then 'no'
        when regexp_matches(weighed_words, getvariable('negation')) then
            if(regexp_full_match(unnamed_words, getvariable('refusal')), 'refusal', 'no')
        when has_attachment then 'no'
        when len(regexp_extract_all(words, '\S+')) > getvariable('closing_word_limit') then 'no'
        when regexp_matches(words, getvariable('own_step')) then 'own_step'
        when regexp_matches(words, getvariable('promise')) then 'no'
        when regexp_matches(words, getvariable('confirmation')) then
            case when regexp_matches(weighed_words, getvariable('hedge')) then 'for_now' else 'confirmation' end
        when regexp_matches(words, getvariable('acceptance')) then
            case when regexp_matches(weighed_words, getvariable('hedge')) then 'for_now' else 'acceptance' end
        when regexp_matches(weighed_words, getvariable('hedge')) then 'no'
        when regexp_matches(words, getvariable('closer')) and regexp_full_match(unnamed_words, getvariable('closing_only')) then
            if(regexp_matches(words, getvariable('thanks')), 'thanks', 'acceptance')
        when regexp_matches(words, getvariable('consent_word')) and regexp_full_match(unnamed_words, getvariable('consent')) then 'consent'
        when regexp_full_match(unnamed_words, getvariable('refusal')) then 'refusal'
        else 'no'
    end as verdict
from spoken
where case when reading is not null and kind in ('message', 'note') then reading[1] = '1' else
    (kind <> 'message' and not (kind = 'note' and is_robot))
    or kind = 'message' and not (
        is_robot
        or author not in ('customer', 'agent')
        or (author = 'agent' and regexp_matches(words, getvariable('receipt')))
        or (author = 'agent' and regexp_matches(words, getvariable('automated')))
        or (
            author = 'customer' and regexp_matches(words, getvariable('automatic_reply'))
            and not contains(words, '?') and not regexp_matches(weighed_words, getvariable('request'))
        )
    )
end;

-- The text a ticket was opened with: a message within its first minute, by the customer or for them.
create or replace temp table opening_message as
select heard.ticket_key, heard.event_key
from heard
inner join ticket_base on heard.ticket_key = ticket_base.ticket_key
where heard.kind = 'message' and heard.happened_at <= ticket_base.opened_at + interval 60 second
qualify row_number() over (
    partition by heard.ticket_key order by heard.happened_at, heard.sequence, heard.event_key
) = 1
and (heard.speaker = 'customer' or ticket_base.opened_by = 'agent');

-- How the dated status changes of a ticket begin and end, against its present state.
create or replace temp table status_ends as
with ordered as (
    select
        heard.ticket_key, heard.state, heard.raw_status, heard.happened_at, heard.department, heard.support_level,
        heard.agent_id, heard.kind,
        heard.happened_at = ticket_base.opened_at as is_at_opening,
        cast(epoch_us(heard.happened_at) as hugeint) * 1048576 + least(coalesce(heard.sequence, 0), 1048575) as place
    from heard
    inner join ticket_base on heard.ticket_key = ticket_base.ticket_key
    where heard.kind not in ('message', 'note')
)

select
    ticket_key,
    count(*) filter (where kind = 'status') as status_count,
    arg_min(coalesce(state, 'unknown'), place) filter (where kind = 'status') as first_state,
    arg_min(raw_status, place) filter (where kind = 'status') as first_raw_status,
    max(place) filter (where kind = 'status' and coalesce(state, 'unknown') not in ('resolved', 'closed')) as last_open_place,
    max(place) filter (where kind = 'status') as last_place,
    max(happened_at) as last_at,
    arg_min(department, place) filter (where department is not null) as first_department,
    arg_min(support_level, place) filter (where support_level is not null) as first_support_level,
    arg_max(agent_id, place) filter (where agent_id is not null and is_at_opening) as first_agent_id,
    count(*) filter (where agent_id is not null) as assignment_count
from ordered
group by ticket_key;

-- What the dated changes explain of the present state, and what they do not.
create or replace temp table ticket_history as
select
    ticket_base.ticket_key,
    coalesce(status_ends.status_count, 0) > 0 as has_status_events,
    status_ends.last_open_place,
    case when coalesce(status_ends.status_count, 0) > 0
        then (status_ends.last_open_place is not distinct from status_ends.last_place)
    end as is_last_event_open,
    status_ends.last_at,
    -- An open ticket that its dates call solved was reopened at an unknown time: open throughout.
    ticket_base.is_present_open and (
        case when coalesce(status_ends.status_count, 0) > 0
            then status_ends.last_open_place is distinct from status_ends.last_place
            else ticket_base.resolved_at is not null or ticket_base.closed_at is not null
        end
    ) as has_unknown_reopening,
    -- Not open, and no date says since when: out of the history.
    not ticket_base.is_present_open
    and coalesce(ticket_base.closed_at, ticket_base.resolved_at) is null
    and (
        coalesce(status_ends.status_count, 0) = 0
        or status_ends.last_open_place is not distinct from status_ends.last_place
    ) as is_undated,
    case
        when coalesce(status_ends.first_state, '') in ('resolved', 'closed') then 'new'
        when status_ends.first_state is not null then status_ends.first_state
        when ticket_base.is_present_open then ticket_base.present_state
        else 'new'
    end as first_state,
    case
        when coalesce(status_ends.first_state, '') in ('resolved', 'closed') then null
        when status_ends.first_state is not null then status_ends.first_raw_status
        when ticket_base.is_present_open then ticket_base.raw_status
    end as first_raw_status,
    coalesce(status_ends.first_department, ticket_base.department) as first_department,
    coalesce(status_ends.first_support_level, ticket_base.support_level) as first_support_level,
    if(coalesce(status_ends.assignment_count, 0) = 0, ticket_base.agent_id, status_ends.first_agent_id) as first_agent_id
from ticket_base
left join status_ends on ticket_base.ticket_key = status_ends.ticket_key
where ticket_base.excluded_reason is null;

create or replace temp table timeline as
with opening as (
    select
        ticket_base.ticket_key,
        ticket_base.opened_at as happened_at,
        'opened' as kind,
        case when ticket_base.has_messages then if(ticket_base.is_notice, 'agent', 'customer') end as speaker,
        false as is_holding,
        cast(null as text) as awaits,
        case when ticket_base.has_messages and not ticket_base.is_notice then 'no' end as verdict,
        ticket_history.first_state as state,
        ticket_history.first_raw_status as raw_status,
        ticket_history.first_department as department,
        ticket_history.first_support_level as support_level,
        ticket_history.first_agent_id as agent_id,
        0 as phase, cast(null as bigint) as sequence, 0 as rank, cast(null as bigint) as event_key
    from ticket_base
    inner join ticket_history on ticket_base.ticket_key = ticket_history.ticket_key
    where not ticket_history.is_undated
),

events as (
    select
        heard.ticket_key, heard.happened_at, heard.kind, heard.speaker, heard.is_holding, heard.awaits, heard.verdict,
        case when heard.kind = 'status' then coalesce(heard.state, 'unknown') end as state,
        case when heard.kind = 'status' then heard.raw_status end as raw_status,
        heard.department, heard.support_level, heard.agent_id,
        if(heard.kind = 'status', 2, 1) as phase, heard.sequence,
        case when heard.speaker = 'customer' then 1 when heard.speaker = 'agent' then 2 when heard.kind = 'status' then 4 else 3 end as rank,
        heard.event_key
    from heard
    inner join ticket_history on heard.ticket_key = ticket_history.ticket_key
    left join opening_message on heard.event_key = opening_message.event_key
    where opening_message.event_key is null
        and not ticket_history.is_undated
        -- The closing that an unknown reopening followed is no end.
        and not (
            ticket_history.has_unknown_reopening and heard.kind = 'status'
            and cast(epoch_us(heard.happened_at) as hugeint) * 1048576 + least(coalesce(heard.sequence, 0), 1048575)
                > coalesce(ticket_history.last_open_place, -1)
        )
),

-- Where no dated status change brings the ticket to its present state, its columns imply one.
implied as (
    select
        ticket_base.ticket_key, 'status' as kind,
        unnest(
            case when ticket_base.resolved_at is not null and ticket_base.closed_at > ticket_base.resolved_at
                then [
                    {'happened_at': ticket_base.resolved_at, 'state': 'resolved', 'raw_status': null},
                    {'happened_at': ticket_base.closed_at, 'state': ticket_base.present_state, 'raw_status': ticket_base.raw_status}
                ]
                else [{
                    'happened_at': coalesce(ticket_base.resolved_at, ticket_base.closed_at),
                    'state': ticket_base.present_state, 'raw_status': ticket_base.raw_status
                }]
            end
        ) as change,
        case when ticket_history.has_status_events then ticket_history.last_at else ticket_base.opened_at end as not_before_at,
        ticket_base.judged_until_at
    from ticket_base
    inner join ticket_history on ticket_base.ticket_key = ticket_history.ticket_key
    where not ticket_base.is_present_open
        and not ticket_history.is_undated
        and (not ticket_history.has_status_events or ticket_history.is_last_event_open)
)

select * from opening
union all by name
select * from events
union all by name
select
    ticket_key, kind, greatest(change.happened_at, not_before_at) as happened_at, change.state, change.raw_status,
    false as is_holding, 2 as phase, 5 as rank
from implied
where change.happened_at <= judged_until_at
-- What was said in the same instant as a status change came with it: the words first.
order by ticket_key, happened_at, phase, sequence, rank, event_key;
