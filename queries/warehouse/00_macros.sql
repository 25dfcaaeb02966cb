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

-- A score in small letters without accents; stars are counted, but for the hollow ones: "★★★★☆" is 4.
create or replace temp macro said_score(raw_score) as case
    when regexp_full_match(raw_score, '[★⭐☆✩\x{FE0F}\s]+') then cast(length(regexp_replace(raw_score, '[^★⭐]', '', 'g')) as text)
    else trim(strip_accents(lower(raw_score)))
end;

-- Words for "did not rate"; so is 0 where a scale begins above it.
create or replace temp macro is_no_answer(said) as
    regexp_matches(said, '^0$|unknown|desconhecid|nao inform|nao respond|sem resposta|no answer|not rated');

-- A text that was dropped is a mark and, behind character 1, what its words had been read as (dashboard/privacy/marks.py).
create or replace temp macro is_dropped(written) as coalesce(contains(written, chr(1)), false);

create or replace temp macro kept_words(written) as if(is_dropped(written), '', written);

create or replace temp macro shown_words(written) as split_part(written, chr(1), 1);

create or replace temp macro reading_of(written) as if(is_dropped(written), split_part(written, chr(1), 2), null);

-- What the author of a message wrote: quoted earlier messages and signatures are not the author's words.
create or replace temp macro own_words(body) as
    rtrim(regexp_replace(
        regexp_replace(replace(coalesce(kept_words(body), ''), '’', ''''), '(?m)^>.*$', '', 'g'),
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

-- As subjects and openings are compared: lower case, no accents, one spelling of e-mail.
create or replace temp macro plain_words(said) as
    replace(replace(replace(strip_accents(lower(said)), '’', ''''), 'e-mail', 'email'), 'registro.br', 'registrobr');

-- Domains and addresses name whom it is about; the words in them say nothing about the matter.
create or replace temp macro without_addresses(words) as
    regexp_replace(words, '[a-z0-9][^\s,;:()<>"]*\.[a-z]{2,}[^\s,;()<>"]*', '§', 'g');

-- The number of a ticket says which one, not what about; other numbers do.
create or replace temp macro without_ticket_numbers(words) as
    trim(regexp_replace(regexp_replace(
        words, '(ticket|chamado|protocolo|atendimento|ocorrencia|case|request)s?\s*(n[o.º°]*|numero|number)?\s*[:#]?\s*#?[0-9][0-9-]*', ' ', 'g'
    ), '^(\s*(re|res|enc|fwd?|rv|aw)\s*:|\s*[\[(]?#\s*[0-9-]+[\])]?)+|[\[(]#\s*[0-9-]+[\])]', ' ', 'g'));

create or replace temp macro addresses_in(words) as
    list_distinct(list_transform(regexp_extract_all(words, '[a-z0-9._%+-]*@?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}'), found -> regexp_replace(found, '^www\.', '')));

-- Times of the day are no numbers that name something.
create or replace temp macro numbers_in(words) as
    list_distinct(regexp_extract_all(regexp_replace(words, '\b[0-9]{1,2}(h|:)[0-9]*', ' ', 'g'), '[0-9]+'));

-- What few tickets name: a mailbox but the writer's own, an IP address, a number of at least four digits but a year.
create or replace temp macro names_in(words, own_address) as
    list_distinct(list_filter(
        regexp_extract_all(regexp_replace(words, 'https?:[^\s]+', ' ', 'g'), '[a-z0-9._%+-]+@[a-z0-9.-]*[a-z0-9]|[0-9]+(?:\.[0-9]+){3}|[0-9]{4,}'),
        found -> found is distinct from own_address and not regexp_matches(found, '^(19|20)[0-9]{2}$')
    ));

-- Two sets of which each holds something that the other lacks.
create or replace temp macro are_at_odds(first_set, second_set) as
    len(list_intersect(first_set, second_set)) < least(len(first_set), len(second_set));

create or replace temp macro are_apart(first_set, second_set) as
    len(first_set) > 0 and len(second_set) > 0 and len(list_intersect(first_set, second_set)) = 0;

create or replace temp macro only_in(one_set, other_set) as
    len(one_set) - len(list_intersect(one_set, other_set));

create or replace temp macro dice(first_set, second_set) as
    2.0 * len(list_intersect(first_set, second_set)) / nullif(len(first_set) + len(second_set), 0);

-- How many words two texts have in common from their beginning on.
create or replace temp macro common_start(first_words, second_words) as
    coalesce(list_position(list_transform(list_zip(first_words, second_words), pair -> pair[1] is distinct from pair[2]), true) - 1, len(first_words));
