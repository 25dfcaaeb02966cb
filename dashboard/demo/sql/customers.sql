select
    cast(companies.customer + 1 as text) as customer_id,
    case
        when companies.kind = 0 then people.name
        else companies.company || suffixes.word
    end as name,
    kinds.word as customer_kind,
    companies.created_at,
    companies.updated_at,
    companies.is_active
from companies
join people on people.contact = companies.customer
join list_customer_kinds as kinds on kinds.place = companies.kind
join list_suffixes as suffixes on suffixes.place = companies.customer % 6
order by companies.customer
