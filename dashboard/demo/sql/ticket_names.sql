-- What the texts of a ticket are filled with.
create temp table ticket_names as
select
    tickets.ticket,
    tickets.number as ticket_number,
    cast(200000 + tickets.number as text) as number,
    cast(200000 + tickets.first_number as text) as first_number,
    prefixes.word || companies.domain as domain,
    coalesce(people.first_word, 'tudo bem') as first_word,
    coalesce(people.name, 'Equipe ' || companies.company) as name,
    coalesce(mails.email, 'equipe' || cast(tickets.ticket % 90 + 10 as text) || '@' || companies.domain) as email,
    tickets.channel,
    tickets.opened_at
from raw_tickets as tickets
join companies on companies.customer = tickets.customer
join list_site_prefixes as prefixes on prefixes.place = tickets.site
left join people on people.contact = tickets.contact
left join mails on mails.contact = tickets.contact;
