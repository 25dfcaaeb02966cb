-- Shouting: what the customer wrote in capitals, in a subject or a message of theirs.
-- Of a text counts what they wrote as words: no code, log, address, file or number, no acronym, and nobody's name.
create or replace temp macro without_pasted(said) as
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        said,
        -- An earlier message under its sender's lines, or a legal notice under the text.
        '(?ism)^\s*\*?(?:de|from):[^\n]*\n\s*\*?(?:enviad[ao]|sent|data|date|para|to|assunto|subject)( em)?:.*'
        || '|^[^\n]*(?:aviso legal|confidencia|disclaimer|destinat[aá]rio|intended recipient).*', ' ', 'g'),
        '(?is)```.*?```|`[^`\n]*`|<[^<>\n]{1,200}>|"[^"\n]{3,300}"|“[^”\n]{3,300}”', ' ', 'g'),
        '(?im)^.*(?:\d{1,2}:\d\d:\d\d|(?:error|exception|warning|notice|fatal|traceback)\s*[:\]]|sqlstate|stack trace|errno|connection refused|reference id'
        || '|\b[245]\d\d[ -]\d\.\d\.\d|[{};]\s*$|\b(?:select|insert|update|delete|create|alter|drop|grant)\b.*\b(?:from|into|table|set|where|on)\b'
        || '|^\s*(?:get|post|put|head) /|^\s*[a-z]+(?:-[a-z]+)+:).*$', ' ', 'g'),
        '(?i)\S*(?:://|www\.|@|[\d_\\=])\S*|\S*[^\s.]\.(?:com|net|org|gov|edu|br|io|info|app|dev|example|test|local|php|html?|js|css|png|jpe?g|gif'
        || '|pdf|txt|log|xml|zip|rar|csv|sql|exe|ini|conf|docx?|xlsx?)\b\S*', ' ', 'g'
    );

-- A form that was pasted (several lines "VALOR: …") is no writing either.
create or replace temp macro written_words(said) as
    regexp_extract_all(
        if(
            len(regexp_extract_all(said, '(?m)^\s*\p{Lu}[\p{Lu} ]{2,30}:\s')) >= 2,
            regexp_replace(without_pasted(said), '(?m)^\s*\p{Lu}[\p{Lu} ]{2,30}:.*$', ' ', 'g'),
            without_pasted(said)
        ),
        '\p{L}[\p{L}'']*'
    );

create or replace temp macro counted_words(said, names) as
    list_filter(written_words(said), word ->
        not regexp_full_match(strip_accents(lower(word)), getvariable('conduct_acronym'))
        -- No word without a vowel: an abbreviation that nobody listed.
        and not regexp_full_match(word, '[B-DF-HJ-NP-TV-XZ]{2,5}')
        and not list_contains(names, strip_accents(lower(word)))
    );

insert into found_hits by name
with loud_messages as (
    select rowid as event_key, body
    from ticket_events
    where kind = 'message' and author = 'customer' and regexp_matches(body, '\p{Lu}{4}')
),

loud as (
    select heard.ticket_key, heard.happened_at, without_names(own_words(loud_messages.body)) as said, false as is_subject
    from loud_messages
    inner join heard on loud_messages.event_key = heard.event_key and heard.speaker = 'customer'
    union all
    select
        ticket_key, opened_at, regexp_replace(subject, '\[[^\]]*\d[^\]]*\]', '', 'g'), true
    from ticket_base
    where excluded_reason is null and not is_notice and coalesce(opened_by, 'customer') in ('customer', 'unknown')
        and regexp_matches(subject, '\p{Lu}{3}')
        -- What is answered or forwarded keeps a subject that somebody else may have written.
        and not regexp_matches(subject, '(?i)^\s*(?:re|res|enc|fwd?)\s*:')
),

named as (
    select
        loud.*,
        string_split_regex(strip_accents(lower(concat_ws(' ', customers.name, contacts.name))), '[^a-z0-9'']+') as names
    from loud
    inner join ticket_base on loud.ticket_key = ticket_base.ticket_key
    left join customers on ticket_base.source = customers.source and ticket_base.customer_id = customers.customer_id
    left join contacts on ticket_base.source = contacts.source and ticket_base.contact_id = contacts.contact_id
),

measured as (
    select
        *,
        array_to_string(counted_words(said, names), '') as letters,
        length(regexp_replace(letters, '[^\p{L}]', '', 'g')) as letter_count,
        length(regexp_replace(letters, '[^\p{Lu}]', '', 'g')) as capital_count
    from named
)

select
    'shouting' as rule,
    ticket_key,
    min(happened_at) as occurred_at,
    true as is_counted,
    arg_min(capital_count / letter_count, happened_at) as measure,
    left(regexp_replace(arg_min(said, happened_at), '\s+', ' ', 'g'), 200) as words
from measured
where letter_count >= if(is_subject, getvariable('shouting_subject_letters'), getvariable('shouting_body_letters'))
    and capital_count * 100 >= getvariable('shouting_percent') * letter_count
group by ticket_key;
