-- A form knows no ticket of a helpdesk for sure: the number that somebody typed stays with the words.
with answers as (
    select data, nota, comentario, ticket, cliente, nome, email, source_file, source_row
    from respostas
    union all
    select data, nota, cast(null as text), ticket, cliente, nome, email, source_file, source_row
    from notas
),

told as (
    select
        answers.*,
        -- Where neither words nor a person tell two marks of a moment apart, each counts; else the same twice is one.
        case when coalesce(comentario, ticket, cliente, nome, email) is null
            then row_number() over (partition by source_file, data, nota, comentario, ticket, cliente, nome, email order by source_row)
        end as place,
        case when lower(nota) not in ('0', '-', 'sem nota', 'não avaliado', 'nao avaliado') then nota end as mark,
        try_cast(replace(regexp_extract(nota, '^(-?\d+([.,]\d+)?)', 1), ',', '.') as double) as number
    from answers
),

judged as (
    select
        told.*,
        number between 1 and 5 as is_on_scale,
        -- As many as show another scale (scales.py) are handed over: the import is refused then.
        count(*) filter (where number > 5) over (partition by source_file)
            >= greatest(5, 0.1 * count(number) over (partition by source_file)) as is_of_another_scale
    from told
)

select
    -- An answer without a day would be seen nowhere: it has no id, and its row is set aside.
    if(data is not null, md5(cast(to_json([
        cast(epoch_ms(data) as text), nota, comentario, ticket, cliente, nome, email, cast(place as text)
    ]) as text)), null) as feedback_id,
    cliente as customer_id,
    data as given_at,
    -- A mark off the scale says nothing by itself: without words its row is set aside.
    if(is_on_scale or is_of_another_scale or comentario is not null, mark, null) as raw_score,
    '1-5' as scale,
    if(comentario is not null, concat_ws(' ', comentario, '[ticket ' || ticket || ']'), null) as comment,
    source_file,
    source_row
from judged
