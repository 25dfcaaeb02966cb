-- Tickets that repeat an open one, or go on with it. Compared are a ticket and those before it of the same customer.
create or replace temp table asked as
with customers_met as (
    select source, customer_id, row_number() over () as customer_key
    from ticket_base
    where customer_id is not null
    group by source, customer_id
)

select
    ticket_base.ticket_key,
    customers_met.customer_key,
    ticket_base.opened_at,
    epoch_us(ticket_base.opened_at) // 1000000 as opened_second,
    row_number() over life as place,
    count(*) over recent - 1 as recent_count,
    lag(ticket_base.ticket_key) over alike as last_alike_key
from ticket_base
inner join customers_met
    on ticket_base.source = customers_met.source and ticket_base.customer_id = customers_met.customer_id
inner join openings on ticket_base.ticket_key = openings.ticket_key
window life as (partition by customers_met.customer_key order by opened_second, ticket_base.ticket_key),
    recent as (
        partition by customers_met.customer_key order by opened_second / (getvariable('duplicate_within_days') * 86400)
        range between 1 preceding and current row
    ),
    alike as (
        partition by customers_met.customer_key, openings.subject order by opened_second, ticket_base.ticket_key
    );

create or replace temp table pairs as
with offered as (
    select
        *,
        unnest(range(1, least(getvariable('duplicate_latest_tickets'), recent_count) + 1)) as back
    from asked
    where recent_count > 0
),

compared as (
    select offered.ticket_key as second_key, earlier.ticket_key as first_key, offered.opened_at
    from offered
    inner join asked as earlier
        on offered.customer_key = earlier.customer_key and offered.place - offered.back = earlier.place
    union
    -- Of somebody who writes much, the last one with the same subject as well.
    select later.ticket_key, earlier.ticket_key, later.opened_at
    from asked as later
    inner join asked as earlier on later.last_alike_key = earlier.ticket_key
    where later.recent_count > getvariable('duplicate_latest_tickets')
        and later.opened_second - earlier.opened_second <= getvariable('duplicate_within_days') * 86400
),

found_then as (
    select
        compared.second_key,
        compared.first_key,
        arg_max(changes.is_open, changes.place) as is_open,
        arg_max(changes.turn, changes.place) as turn
    from compared
    inner join changes on compared.first_key = changes.ticket_key and changes.happened_at <= compared.opened_at
    group by compared.second_key, compared.first_key
)

select second_key, first_key, turn
from found_then
where is_open
union all
-- A merged one has no history: it was open until it is said to have been closed.
select compared.second_key, compared.first_key, null
from compared
inner join ticket_base on compared.first_key = ticket_base.ticket_key
where ticket_base.excluded_reason = 'merged'
    and coalesce(ticket_base.resolved_at, ticket_base.closed_at, timestamptz 'infinity') > compared.opened_at;

-- What two tickets are compared by.
create or replace temp table compared_words as
with stripped as (
    select
        openings.ticket_key,
        openings.author_email,
        plain_words(openings.subject || ' ' || openings.opening) as said,
        without_ticket_numbers(plain_words(openings.subject)) as subject,
        regexp_matches(plain_words(openings.subject), '^\s*(re|res|enc|fwd?|rv)\s*:') as has_prefix,
        without_ticket_numbers(plain_words(without_names(openings.opening))) as opening
    from openings
    where openings.ticket_key in (select first_key from pairs) or openings.ticket_key in (select second_key from pairs)
)

select
    ticket_key,
    author_email,
    said,
    subject,
    opening,
    list_transform(regexp_extract_all(without_addresses(opening), '[a-z0-9]+'), word -> left(word, 6)) as opening_words,
    has_prefix,
    content_words(without_addresses(subject)) as subject_words,
    content_words(without_addresses(subject || ' ' || opening)) as said_words,
    content_words(without_addresses(opening)) as told_words,
    telling_words(without_addresses(subject)) as telling_words,
    addresses_in(subject || ' ' || opening) as addresses,
    names_in(subject || ' ' || opening, author_email) as names,
    numbers_in(without_addresses(subject || ' ' || opening)) as numbers,
    months_in(subject || ' ' || opening) as months,
    actions_in(subject || ' ' || opening) as actions
from stripped;

create or replace temp table likeness as
with compared as (
    select
        pairs.*,
        dice(first.subject_words, second.subject_words) as subject_share,
        dice(first.said_words, second.said_words) as words_share,
        len(list_intersect(first.said_words, second.said_words)) as shared_count,
        only_in(first.said_words, second.said_words) as lost_count,
        only_in(second.said_words, first.said_words) as new_count,
        first.opening = second.opening and first.opening <> '' as is_same_opening,
        len(first.telling_words) = 0 or len(second.telling_words) = 0 as is_generic,
        coalesce(regexp_replace(lower(first_base.service), '^www\.', '') = regexp_replace(lower(second_base.service), '^www\.', ''), null)
            as is_same_service,
        dice(first.told_words, second.told_words) as told_share,
        only_in(first.told_words, second.told_words) as told_lost_count,
        only_in(second.told_words, first.told_words) as told_new_count,
        len(list_intersect(first.names, second.names)) > 0 as shares_a_name,
        second.has_prefix and not first.has_prefix as is_forwarded,
        least(len(first.subject_words), len(second.subject_words)) as subject_count,
        common_start(first.opening_words, second.opening_words) as start_count,
        common_start(list_reverse(first.opening_words), list_reverse(second.opening_words)) as end_count,
        len(first.opening_words) as first_length,
        len(second.opening_words) as second_length,
        are_at_odds(first.addresses, second.addresses)
        or are_at_odds(first.numbers, second.numbers)
        or are_at_odds(first.months, second.months)
        or are_apart(first.actions, second.actions) as is_at_odds
    from pairs
    inner join compared_words as first on pairs.first_key = first.ticket_key
    inner join compared_words as second on pairs.second_key = second.ticket_key
    inner join ticket_base as first_base on pairs.first_key = first_base.ticket_key
    inner join ticket_base as second_base on pairs.second_key = second_base.ticket_key
)

select
    * exclude (is_at_odds),
    is_at_odds or coalesce(not is_same_service, false) as is_at_odds,
    -- The same sentence about something else: "senha do FTP" and "senha do banco", "de Ana para Carla" and "de Carla
    -- para Ana".
    told_lost_count > 0 and told_new_count > 0 and start_count + end_count >= 2
    and greatest(first_length, second_length) - start_count - end_count between 1 and 5
    or told_lost_count = 0 and told_new_count = 0 and start_count + end_count < first_length and first_length = second_length
    as is_template
from compared;

create or replace temp table duplicates as
with judged as (
    select
        *,
        case
            when is_at_odds then null
            when is_same_opening then 'opening'
            when is_template then null
            when shares_a_name and shared_count > 0 then 'name'
            when subject_share >= getvariable('duplicate_subject_percent') / 100 then case
                when is_generic and not coalesce(is_same_service, false) and new_count > 0 and told_share < getvariable('duplicate_words_percent') / 100 then null
                when is_forwarded or new_count <= getvariable('duplicate_new_words') or told_share >= getvariable('duplicate_words_percent') / 100 then 'subject'
            end
            when words_share >= getvariable('duplicate_words_percent') / 100 then 'words'
            when lost_count <= 1 and shared_count >= 3 then 'words'
        end as likeness_by
    from likeness
)

select
    *,
    greatest(subject_share, words_share, if(is_same_opening, 1, 0)) as likeness
from judged
where likeness_by is not null;

-- A new e-mail of the same person while a ticket waits for them. What it cites decides; a domain alone says nothing
-- where the two are about different matters.
create or replace temp table threads as
with compared as (
    select
        pairs.second_key,
        pairs.first_key,
        '#' || coalesce(first_base.number, first_base.ticket_id) as first_number,
        list_contains(regexp_extract_all(second.said, '[a-z0-9][a-z0-9-]*'), lower(substr(first_number, 2)))
        and length(first_number) > 3 as cites_number,
        likeness.words_share >= getvariable('duplicate_words_percent') / 200 and likeness.shared_count >= 4
        and not likeness.is_at_odds as cites_text,
        list_extract(list_intersect(first.addresses, second.addresses), 1) as shared_address,
        case
            when list_contains(second.addresses, plain_words(first_base.service)) then first_base.service
            when not contains(first_base.service, '.') and contains(second.said, plain_words(first_base.service))
                then first_base.service
        end as cited_service,
        coalesce(first_reason.reason = second_reason.reason and first_reason.reason <> 'other', false) as is_same_reason
    from pairs
    inner join likeness on pairs.second_key = likeness.second_key and pairs.first_key = likeness.first_key
    inner join compared_words as first on pairs.first_key = first.ticket_key
    inner join compared_words as second on pairs.second_key = second.ticket_key
    inner join ticket_base as first_base on pairs.first_key = first_base.ticket_key
    inner join ticket_base as second_base on pairs.second_key = second_base.ticket_key
    left join ticket_reasons_said as first_reason on pairs.first_key = first_reason.ticket_key
    left join ticket_reasons_said as second_reason on pairs.second_key = second_reason.ticket_key
    where pairs.turn = 'customer'
        and second_base.channel = 'email'
        and coalesce(first_base.contact_id = second_base.contact_id, first.author_email = second.author_email, false)
        and pairs.second_key not in (select second_key from duplicates)
)

select
    *,
    cites_number or cites_text or (shared_address is not null or cited_service is not null) and is_same_reason as is_counted
from compared;

insert into found_hits by name
select
    'duplicate-subject' as rule,
    duplicates.second_key as ticket_key,
    second_base.opened_at as occurred_at,
    true as is_counted,
    first_base.ticket_id as related_ticket_id,
    duplicates.likeness as measure,
    left(second_base.subject, 200) as words
from duplicates
inner join ticket_base as first_base on duplicates.first_key = first_base.ticket_key
inner join ticket_base as second_base on duplicates.second_key = second_base.ticket_key
qualify row_number() over (
    partition by duplicates.second_key
    order by first_base.excluded_reason is not null, first_base.opened_at, first_base.ticket_key
) = 1;

insert into found_hits by name
select
    'parallel-thread' as rule,
    threads.second_key as ticket_key,
    second_base.opened_at as occurred_at,
    threads.is_counted,
    first_base.ticket_id as related_ticket_id,
    case
        when threads.cites_number then threads.first_number
        when threads.cites_text then left(second_base.subject, 200)
        when threads.is_counted then coalesce(threads.shared_address, threads.cited_service)
    end as words
from threads
inner join ticket_base as first_base on threads.first_key = first_base.ticket_key
inner join ticket_base as second_base on threads.second_key = second_base.ticket_key
qualify row_number() over (
    partition by threads.second_key
    order by threads.cites_number desc, threads.is_counted desc, first_base.opened_at desc, first_base.ticket_key
) = 1;
