-- What was last said and done on each ticket: what a list shows, and what tells that a flagged ticket has moved.
create or replace temp table last_moves as
with spoken as (
    -- Of a live source too, what is dated after the data were read is a mistake and moves nothing.
    select
        turns.ticket_key,
        max(turns.last_customer_at) as last_customer_at,
        max(turns.last_agent_at) as last_agent_at,
        arg_max(turns.turn_rule, turns.place) as turn_rule
    from turns
    inner join ticket_base on turns.ticket_key = ticket_base.ticket_key
    where turns.happened_at <= ticket_base.known_until_at
    group by turns.ticket_key
),

switched as (
    -- The opening is a movement as well; a nightly job that writes the same status again is none.
    select changes.ticket_key, max(changes.happened_at) as last_status_at
    from changes
    inner join ticket_base on changes.ticket_key = ticket_base.ticket_key
    where changes.is_status_change and changes.happened_at <= ticket_base.known_until_at
    group by changes.ticket_key
)

select
    spoken.ticket_key,
    spoken.turn_rule,
    greatest(spoken.last_customer_at, spoken.last_agent_at, switched.last_status_at) as last_moved_at,
    case greatest(spoken.last_customer_at, spoken.last_agent_at, switched.last_status_at)
        when spoken.last_customer_at then 'customer'
        when spoken.last_agent_at then 'agent'
        else 'status'
    end as last_moved_by
from spoken
inner join switched on spoken.ticket_key = switched.ticket_key;

-- The last human message of what is open, and of what is ready to close the customer's last one with its verdict.
create or replace temp table last_words as
with open_now as (
    select changes.ticket_key, ticket_base.known_until_at, arg_max(changes.is_open, changes.place) as is_open
    from changes
    inner join ticket_base on changes.ticket_key = ticket_base.ticket_key
    where changes.happened_at <= ticket_base.known_until_at
    group by changes.ticket_key, ticket_base.known_until_at
),

said as (
    select
        timeline.ticket_key,
        coalesce(timeline.event_key, opening_message.event_key) as event_key,
        timeline.speaker,
        timeline.happened_at,
        timeline.verdict,
        row_number() over (partition by timeline.ticket_key order by timeline.rowid desc) as back,
        row_number() over (partition by timeline.ticket_key, timeline.speaker order by timeline.rowid desc) as speaker_back
    from timeline
    inner join open_now on timeline.ticket_key = open_now.ticket_key and open_now.is_open
    left join opening_message
        on timeline.ticket_key = opening_message.ticket_key and timeline.kind = 'opened'
    where timeline.speaker is not null and timeline.happened_at <= open_now.known_until_at
),

worded as (
    select said.*, own_words(ticket_events.body) as words
    from said
    inner join ticket_events on said.event_key = ticket_events.rowid
    where said.back = 1 or (said.speaker = 'customer' and said.speaker_back = 1)
),

closing as (
    select
        worded.ticket_key,
        worded.happened_at,
        if(worded.verdict = 'thanks', 'thanks', 'confirmation') as reason,
        strip_accents(lower(worded.words)) as plain_words,
        trim(regexp_extract(plain_words, case worded.verdict
            when 'confirmation' then getvariable('confirmation')
            when 'acceptance' then getvariable('acceptance')
            when 'consent' then getvariable('consent_word')
            else getvariable('thanks')
        end), E' \n\r\t.,!;:()"-') as plain_phrase,
        -- As it was written, accents and capitals included; all of it where it is drawn out ("obrigadaaa").
        if(
            plain_phrase = '', left(worded.words, 60), substr(worded.words, strpos(plain_words, plain_phrase), length(plain_phrase))
        ) as phrase
    from worded
    inner join last_moves on worded.ticket_key = last_moves.ticket_key and last_moves.turn_rule = 'closing_words'
    where worded.speaker = 'customer' and worded.speaker_back = 1
)

select
    worded.ticket_key,
    nullif(left(trim(regexp_replace(worded.words, '\s+', ' ', 'g')), 300), '') as last_words,
    worded.happened_at as last_words_at,
    worded.speaker as last_words_by,
    closing.happened_at as closing_at,
    closing.reason as closing_reason,
    closing.phrase as closing_phrase
from worded
left join closing on worded.ticket_key = closing.ticket_key
where worded.back = 1;
