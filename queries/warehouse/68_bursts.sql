-- Bursts: several messages of a customer within minutes, over all their tickets, without an answer between, most of
-- which bring nothing new. One hit per burst, on the ticket whose message made it one.
create or replace temp table customer_talk as
select
    heard.event_key,
    heard.ticket_key,
    heard.happened_at,
    epoch_us(heard.happened_at) // 1000000 as said_second,
    heard.speaker,
    heard.verdict,
    hash(ticket_base.source, coalesce(ticket_base.customer_id, 'ticket ' || ticket_base.ticket_id)) as person
from heard
inner join ticket_base on heard.ticket_key = ticket_base.ticket_key
where heard.kind = 'message' and not ticket_base.is_notice
    and (heard.speaker = 'agent' or not ticket_base.is_instant_channel);

-- What was said between two answers, and what of it came close upon each other.
create or replace temp table close_talk as
with answered as (
    select *, count(*) filter (where speaker = 'agent') over talk as answers_before
    from customer_talk
    window talk as (partition by person order by happened_at, event_key rows unbounded preceding)
),

counted as (
    select
        *,
        said_second - lag(said_second, getvariable('burst_messages') - 1) over run as seconds_back,
        lead(said_second, getvariable('burst_messages') - 1) over run - said_second as seconds_on
    from answered
    where speaker = 'customer'
    window run as (partition by person, answers_before order by happened_at, event_key)
),

-- A run with a burst in it, whole: what was said before tells what is new.
crowded as (
    select person, answers_before
    from counted
    where seconds_back <= getvariable('burst_seconds')
    group by person, answers_before
)

select counted.* exclude (seconds_back, seconds_on)
from counted
inner join crowded on counted.person = crowded.person and counted.answers_before = crowded.answers_before;

create or replace temp table burst_messages as
with worded as (
    select
        close_talk.*,
        -- The pictures of a signature are no file.
        len(list_filter(string_split(lower(coalesce(ticket_events.attachment_names, '')), '|'), file_name ->
            file_name <> '' and not regexp_matches(file_name, getvariable('conduct_signature_file'))
        )) > 0 as has_file,
        own_words(ticket_events.body) as said,
        without_drawl(strip_accents(lower(concat_ws(' ',
            if(opening_message.event_key is null, null, ticket_base.subject), without_names(said)
        )))) as words
    from close_talk
    inner join ticket_events on close_talk.event_key = ticket_events.rowid
    inner join ticket_base on close_talk.ticket_key = ticket_base.ticket_key
    left join opening_message on close_talk.event_key = opening_message.event_key
),

-- What a message says beside insisting, greeting and how long it has been. Words are compared by their beginnings,
-- what holds a number or is an address whole.
cut as (
    select
        *,
        list_distinct(regexp_extract_all(words, '[a-z]{2,}')) as plain_words,
        list_distinct(list_transform(
            regexp_extract_all(
                regexp_replace(regexp_replace(
                    words, '\b\d{1,3}\s*(?:x|hs|hrs?|horas?|mins?|minutos?|dias?|hours?|minutes?|days?|vezes|times|anos?|years?)\b', ' ', 'g'
                ), getvariable('conduct_nothing_new'), ' ', 'g'),
                '[a-z0-9](?:[a-z0-9@_.-]*[a-z0-9@])'
            ),
            word -> if(regexp_matches(word, '[0-9@.]'), word, left(word, 6))
        )) as stems
    from worded
),

compared as (
    select *, flatten(coalesce(list(stems) over earlier, [])) as known_stems
    from cut
    window earlier as (
        partition by person, answers_before order by happened_at, event_key rows between unbounded preceding and 1 preceding
    )
),

weighed as (
    select *, list_filter(stems, stem -> not list_contains(known_stems, stem)) as new_stems
    from compared
)

select
    *,
    verdict = 'no'
    and not has_file
    and len(list_filter(new_stems, stem -> regexp_matches(stem, '[0-9@.]'))) = 0
    and (
        len(new_stems) = 0
        or regexp_matches(words, getvariable('conduct_insistence')) and (
            len(new_stems) <= getvariable('burst_new_words')
            or len(new_stems) * 100 <= getvariable('burst_new_percent') * len(plain_words)
        )
    ) as is_repeat
from weighed;

insert into found_hits by name
with counted as (
    select
        latest.person, latest.answers_before, latest.event_key, latest.ticket_key, latest.happened_at, latest.said_second,
        count(*) as message_count,
        count(*) filter (where earlier.is_repeat) as repeat_count,
        string_agg(
            left(regexp_replace(earlier.said, '\s+', ' ', 'g'), 60), ' · ' order by earlier.happened_at, earlier.event_key
        ) as words_said
    from burst_messages as latest
    inner join burst_messages as earlier
        on latest.person = earlier.person and latest.answers_before = earlier.answers_before
        and earlier.said_second between latest.said_second - getvariable('burst_seconds') and latest.said_second
    group by all
),

bursting as (
    select *, said_second - lag(said_second) over run as seconds_since
    from counted
    where message_count >= getvariable('burst_messages') and repeat_count >= getvariable('burst_repeats')
    window run as (partition by person, answers_before order by happened_at, event_key)
),

numbered as (
    select
        *,
        count(*) filter (where seconds_since is null or seconds_since > getvariable('burst_seconds')) over run as burst
    from bursting
    window run as (partition by person, answers_before order by happened_at, event_key rows unbounded preceding)
),

bursts as (
    select
        arg_min(ticket_key, event_place) as ticket_key,
        min(happened_at) as occurred_at,
        max(message_count) as measure,
        arg_max(words_said, message_count) as words
    from (select *, (said_second, event_key) as event_place from numbered)
    group by person, answers_before, burst
)

select
    'burst' as rule,
    ticket_key,
    min(occurred_at) as occurred_at,
    true as is_counted,
    arg_min(measure, occurred_at) as measure,
    left(arg_min(words, occurred_at), 200) as words
from bursts
group by ticket_key;
