-- Names, domains and addresses of customers and contacts, put together from the word lists.
create temp table people as
select
    contacts.*,
    first_names.word as first_word,
    first_names.word || ' ' || last_names.word as name,
    regexp_replace(
        lower(strip_accents(first_names.word || '.' || last_names.word)), '[^a-z.]', '', 'g'
    ) as mail_name
from raw_contacts as contacts
join list_first as first_names on first_names.place = contacts.first_name
join list_last as last_names on last_names.place = contacts.last_name;

create temp table companies as
select
    customers.*,
    trades.word || ' ' || marks.word as company,
    regexp_replace(lower(strip_accents(trades.word || marks.word)), '[^a-z]', '', 'g')
    || case when customers.customer >= 1800 then cast(customers.customer // 1800 + 1 as text) else '' end
    || '.example' as domain
from raw_customers as customers
join list_trades as trades on trades.place = customers.customer % 40
join list_marks as marks on marks.place = (customers.customer * 7 + customers.customer // 40) % 45;

create temp table mails as
select
    people.contact,
    case people.mail
        when 0 then people.mail_name || cast(people.mail_number as text) || '@' || hosts.word
        when 1 then people.mail_name || '@' || companies.domain
        when 2 then people.mail_name || cast(people.mail_number as text)
            || case when broken.word = 'caixa' then '.' else '@' end || broken.word
    end as email
from people
join companies on companies.customer = people.customer
join list_mail_hosts as hosts on hosts.place = people.mail_number % 4
join list_broken_mail_hosts as broken on broken.place = people.mail_number % 7;

-- Brazilian shapes of a number: mobiles begin with 96 to 99, landlines with 32 to 39, so that none is a special line.
create temp table phones as
with lines as (
    select contact, area, 1 as line, phone_1 as kind, number_1 as number from people
    union all
    select contact, area, 2 as line, phone_2 as kind, number_2 as number from people
),
parts as (
    select
        lines.contact,
        lines.line,
        kinds.word as kind,
        areas.word as area,
        printf('9%d%03d-%04d', 6 + (number // 10000) % 3, (number // 30000) % 1000, number % 10000) as mobile,
        printf('3%d%02d-%04d', 2 + (number // 10000) % 8, (number // 80000) % 100, number % 10000) as landline,
        printf('%d%03d-%04d', 7 + (number // 10000) % 3, (number // 30000) % 1000, number % 10000) as eight_digits,
        printf('%03d %04d', number % 1000, (number // 1000) % 10000) as tail
    from lines
    join list_phone_kinds as kinds on kinds.place = lines.kind
    join list_area_codes as areas on areas.place = lines.area
)
select
    contact,
    line,
    case kind
        when 'mobile' then '(' || area || ') ' || mobile
        when 'mobile_plus' then '+55 ' || area || ' ' || mobile
        when 'mobile_plain' then area || replace(mobile, '-', '')
        when 'landline' then '(' || area || ') ' || landline
        when 'landline_plus' then '+55 ' || area || ' ' || landline
        when 'landline_trunk' then '0' || area || ' ' || landline
        when 'repairable' then '(' || area || ') ' || eight_digits
        when 'placeholder' then '(' || area || ') 99999-9999'
        when 'toll_free' then '0800 ' || tail
        when 'capital' then '4004-' || right(tail, 4)
        when 'short' then left(landline, 4) || '-' || left(tail, 2)
    end as phone
from parts;

create temp table crew as
select
    agents.*,
    case when agents.is_robot then 'Atendimento automático' else first_names.word || ' ' || last_names.word end as name,
    first_names.word as first_word,
    case
        when agents.is_robot and agents.agent % 2 = 0 then 'nao-responda@hospedagem.example'
        when agents.is_robot then 'noreply@hospedagem.example'
        else regexp_replace(lower(strip_accents(first_names.word || '.' || last_names.word)), '[^a-z.]', '', 'g')
            || '@hospedagem.example'
    end as email
from raw_agents as agents
join list_first as first_names on first_names.place = agents.first_name
join list_last as last_names on last_names.place = agents.last_name;
