-- Channel and evidence: which tickets are second-level problems, through what they came, and whether we could see them.

-- Where a source has levels, they decide: what people judged counts for more than words. A department named so is one.
create or replace temp table stated_levels as
with named as (
    select distinct source, support_level, department
    from ticket_base
),

judged as (
    select
        *,
        regexp_full_match(strip_accents(lower(trim(support_level))), getvariable('conduct_second_levels')) as is_level,
        regexp_full_match(strip_accents(lower(trim(department))), getvariable('conduct_second_levels')) as is_department
    from named
)

select
    source, support_level, department,
    case
        when support_level <> '' then is_level
        when department <> '' and bool_or(is_department) over (partition by source) then is_department
    end as is_second_level
from judged;

-- What the customer asks for. Where no level says it the words decide; of what is known to be second level they tell
-- whether a screenshot can show it.
create or replace temp table opening_words as
with judged as (
    select
        ticket_base.ticket_key,
        ticket_base.source,
        ticket_base.ticket_id,
        stated_levels.is_second_level as is_stated_second,
        concat_ws(E'\n', ticket_base.subject, left(
            -- What is forwarded is what they want read.
            if(regexp_matches(ticket_base.subject, '(?i)^\s*(?:enc|fwd?)\s*:'), ticket_events.body, own_words(ticket_events.body)), 1200
        )) as said,
        without_drawl(strip_accents(lower(said))) as words,
        regexp_matches(words, getvariable('conduct_malware')) and not regexp_matches(words, getvariable('conduct_not_malware')) as is_malware,
        ticket_reasons_said.reason
    from ticket_base
    inner join stated_levels
        on ticket_base.source = stated_levels.source and ticket_base.support_level = stated_levels.support_level
        and ticket_base.department = stated_levels.department
    left join opening_message on ticket_base.ticket_key = opening_message.ticket_key
    left join ticket_events on opening_message.event_key = ticket_events.rowid
    left join ticket_reasons_said on ticket_base.ticket_key = ticket_reasons_said.ticket_key
    where ticket_base.excluded_reason is null and coalesce(stated_levels.is_second_level, true)
)

select
    judged.ticket_key,
    judged.said,
    is_stated_second is not null as is_stated,
    case
        when ticket_readings.ticket_id is not null then ticket_readings.is_second_level
        when is_stated_second is not null then is_stated_second
        when regexp_matches(words, getvariable('conduct_never_second')) then false
        when regexp_matches(words, getvariable('conduct_second_level')) or is_malware then true
        when regexp_matches(words, getvariable('conduct_first_level')) then false
        when regexp_matches(words, getvariable('conduct_thing')) and regexp_matches(words, getvariable('conduct_trouble')) then true
        else coalesce(list_contains(getvariable('second_level_reasons'), judged.reason), false)
    end as is_second_level,
    -- An outage or malware: no screenshot shows more than the words.
    case when ticket_readings.ticket_id is not null then ticket_readings.is_exempt else
        coalesce(list_contains(getvariable('no_evidence_reasons'), judged.reason), false)
        or is_malware
        or regexp_matches(words, getvariable('conduct_outage')) and not regexp_matches(words, getvariable('conduct_not_outage'))
    end as is_exempt
from judged
left join ticket_readings on judged.source = ticket_readings.source and judged.ticket_id = ticket_readings.ticket_id;

-- How often we asked for a screenshot or the steps.
create or replace temp table evidence_asked as
with asked as (
    select rowid as event_key, body
    from ticket_events
    where kind = 'message' and author = 'agent' and regexp_matches(strip_accents(lower(body)), getvariable('conduct_asked'))
),

numbered as (
    select
        heard.ticket_key,
        heard.happened_at,
        asked.body,
        row_number() over (partition by heard.ticket_key order by heard.happened_at, heard.event_key) as place,
        count(*) over (partition by heard.ticket_key) as asked_count
    from asked
    inner join heard on asked.event_key = heard.event_key and heard.speaker = 'agent'
)

select * from numbered;

create or replace temp table ticket_conduct as
with sourced as (
    -- A source that never names an attachment cannot show that one is missing.
    select source, bool_or(nullif(attachment_names, '') is not null) as has_attachments
    from ticket_events
    group by source
)

select
    ticket_base.ticket_key,
    coalesce(opening_words.is_second_level, stated_levels.is_second_level) as is_second_level,
    if(
        sourced.has_attachments and ticket_base.has_messages,
        coalesce(opening_words.is_second_level and not opening_words.is_exempt, false) and not ticket_base.is_notice,
        null
    ) as needs_evidence,
    case
        when ticket_readings.ticket_id is not null then ticket_readings.evidence_asked_count
        when ticket_base.has_messages then coalesce(evidence_asked.asked_count, 0)
    end as evidence_asked_count,
    coalesce(ticket_readings.evidence_asked_at, evidence_asked.happened_at) as evidence_asked_at
from ticket_base
inner join stated_levels
    on ticket_base.source = stated_levels.source and ticket_base.support_level = stated_levels.support_level
    and ticket_base.department = stated_levels.department
left join sourced on ticket_base.source = sourced.source
left join opening_words on ticket_base.ticket_key = opening_words.ticket_key
left join evidence_asked on ticket_base.ticket_key = evidence_asked.ticket_key and evidence_asked.place = 1
left join ticket_readings
    on ticket_base.source = ticket_readings.source and ticket_base.ticket_id = ticket_readings.ticket_id;

-- An image of the problem, or a link to one. Pictures of a signature are none; what a mail program numbers (image001.png)
-- is one where the text says so, and so are documents.
create or replace temp table evidence_shown as
with sent as (
    select
        heard.ticket_key,
        heard.happened_at,
        string_split(strip_accents(lower(coalesce(ticket_events.attachment_names, ''))), '|') as file_names,
        strip_accents(lower(concat_ws(E'\n', if(opening_message.event_key is null, null, ticket_base.subject), own_words(ticket_events.body)))) as words,
        regexp_matches(words, getvariable('conduct_presented')) as is_said
    from heard
    inner join ticket_conduct on heard.ticket_key = ticket_conduct.ticket_key and ticket_conduct.needs_evidence
    inner join ticket_base on heard.ticket_key = ticket_base.ticket_key
    inner join ticket_events on heard.event_key = ticket_events.rowid
    left join opening_message on heard.event_key = opening_message.event_key
    where heard.speaker = 'customer'
)

select ticket_key, min(happened_at) as shown_at
from sent
where len(list_filter(file_names, file_name ->
    not regexp_matches(file_name, getvariable('conduct_signature_file'))
    and not regexp_matches(file_name, getvariable('conduct_paper_file'))
    and case
        when regexp_matches(file_name, '^(?:image|outlook-?)\w*\d+\.\w+$') then is_said
        when regexp_matches(file_name, '\.(?:png|jpe?g|jfif|gif|bmp|webp|hei[cf]|tiff?|avif|mp4|mov|avi|webm|mkv|m4v|3gp|wmv)$') then true
        when regexp_matches(file_name, '\.(?:pdf|docx?|odt|pptx?|zip|rar|7z|rtf)$') then
            regexp_matches(words, getvariable('conduct_shown')) or regexp_matches(file_name, getvariable('conduct_shown_file'))
        else false
    end
)) > 0
or regexp_matches(words, getvariable('conduct_shown_link'))
or is_said and regexp_matches(words, 'https?://\S+\.(?:png|jpe?g|gif|bmp|webp|mp4|mov|webm)\b')
or regexp_matches(regexp_replace(words, '[\[:](?:image:|imagem:|cid:)?\s*(?:logo|assinatura|signature)[^\]\s]*', '', 'g'), 'cid:|\[imagem?[:\]]|\[image[:\]]|data:image/|<img |!\[')
group by ticket_key;

-- Since when it is second level: what was passed on later was none before.
create or replace temp table level_reached as
select ticket_key, min(happened_at) as reached_at
from heard
where support_level is not null and regexp_full_match(strip_accents(lower(trim(support_level))), getvariable('conduct_second_levels'))
group by ticket_key;

create or replace temp table advanced_tickets as
with answered as (
    select ticket_key, min(happened_at) as answered_at
    from heard
    where speaker = 'agent'
    group by ticket_key
)

select
    ticket_base.ticket_key,
    ticket_conduct.needs_evidence,
    opening_words.is_stated,
    lower(ticket_base.channel) as channel,
    greatest(ticket_base.opened_at, level_reached.reached_at) as known_at,
    answered.answered_at,
    evidence_shown.shown_at,
    left(regexp_replace(opening_words.said, '\s+', ' ', 'g'), 200) as words
from ticket_base
inner join ticket_conduct on ticket_base.ticket_key = ticket_conduct.ticket_key and ticket_conduct.is_second_level
inner join opening_words on ticket_base.ticket_key = opening_words.ticket_key
left join level_reached on ticket_base.ticket_key = level_reached.ticket_key
left join answered on ticket_base.ticket_key = answered.ticket_key
left join evidence_shown on ticket_base.ticket_key = evidence_shown.ticket_key
where not ticket_base.is_notice and coalesce(ticket_base.opened_by, 'customer') in ('customer', 'unknown');

-- What only words call a second-level problem is possible, and not counted: words are wrong too often.
insert into found_hits by name
select 'wrong-channel' as rule, ticket_key, known_at as occurred_at, is_stated as is_counted, words
from advanced_tickets
where list_contains(getvariable('wrong_channels'), channel)
union all by name
select 'evidence-missing' as rule, ticket_key, greatest(known_at, answered_at) as occurred_at, is_stated as is_counted, words
from advanced_tickets
where needs_evidence and answered_at is not null and (shown_at is null or shown_at > answered_at)
union all by name
select
    'evidence-asked-twice' as rule, ticket_key, happened_at as occurred_at, true as is_counted, asked_count as measure,
    left(regexp_replace(own_words(body), '\s+', ' ', 'g'), 200) as words
from evidence_asked
where place = 2;
