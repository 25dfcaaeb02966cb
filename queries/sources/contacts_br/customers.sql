-- One customer per row, the name as written: a person, unless the name says that it is a company.
select
    customer_id,
    name,
    if(
        regexp_matches(
            strip_accents(lower(name)),
            '\b(ltda|eireli|epp|comercio|industria|servicos|associacao|condominio|cooperativa|fundacao|prefeitura)\b'
            || '|\bs\.a\b|\bs/a\b|& cia\b'
        )
        -- "ME" and "MEI" close a company's name in capitals; "me" is a word.
        or regexp_matches(name, '\s(ME|MEI)$'),
        'company', 'person'
    ) as customer_kind,
    source_file,
    source_row
from clientes
