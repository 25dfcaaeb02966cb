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
