-- E-mail addresses and phone numbers as written, good and bad.
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
