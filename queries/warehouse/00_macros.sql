-- A moment on the working calendar: working seconds since the calendar began. Two of them subtract to a
-- duration in working time. 9:00 is inside, 18:00 outside: an interval contributes from its start to its end.
create or replace temp macro working_position(happened_at, starts_at, ends_at, seconds_before) as
    coalesce(cast(
        seconds_before + epoch_us(least(happened_at, ends_at)) // 1000000 - epoch_us(starts_at) // 1000000 as bigint
    ), 0);

create or replace temp macro local_day(happened_at) as cast(timezone(getvariable('zone'), happened_at) as date);

-- Whole seconds between two moments, whatever the session's zone and its summer time.
create or replace temp macro seconds_between(started_at, ended_at) as
    cast(epoch_us(ended_at) // 1000000 - epoch_us(started_at) // 1000000 as bigint);

-- What the author of a message wrote: quoted earlier messages and signatures are not the author's words.
create or replace temp macro own_words(body) as
    rtrim(regexp_replace(
        regexp_replace(replace(coalesce(body, ''), '’', ''''), '(?m)^>.*$', '', 'g'),
        '(?is)(\n|^)(em [^\n]{5,80} escreveu:|on [^\n]{5,80} wrote:|-+ ?original message|-+ ?mensagem original|-- ?\n'
        || '|sent from my |enviado d[oe] meu |get outlook for |obter o outlook ).*', ''
    ), E' \n\r\t');

-- The same without whom it calls ("Obrigado, Ana!") and who signs: names on lines of their own, or what stands under
-- a farewell.
create or replace temp macro without_names(said) as
    regexp_replace(regexp_replace(
        regexp_replace(
            regexp_replace(said, '(?i)\n\s*(att|atenciosamente|cordialmente|abs|(best |kind )?regards)[.,!]*\s*(\n[^\n?]{0,40}){1,4}$', ''),
            '\n+\s*((\p{Lu}[\p{L}''.-]*|d[aeo]s?|e)\s*){1,5}$', ''
        ),
        '(\p{L},?\s+)\p{Lu}\p{Ll}+\s*([.!,;\n]|$)', '\1\2', 'g'
    ), '^\p{Lu}\p{Ll}+,\s', '');

-- "Obrigadaaaa" is "obrigada".
create or replace temp macro without_drawl(words) as
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        words, 'a{3,}', 'a', 'g'), 'e{3,}', 'e', 'g'), 'o{3,}', 'o', 'g'), 'u{3,}', 'u', 'g');
