-- One row per rated or asked ticket: the last rating counts. Scores are normalised to 1-5, the original kept.
insert into ratings by name
with read as (
    select
        feedback.*,
        case
            when lower(trim(scale)) = 'nps' then null
            when lower(trim(scale)) = 'good_bad' then
                case when lower(trim(raw_score)) in ('good', 'bom', 'boa') then 5.0 when lower(trim(raw_score)) in ('bad', 'ruim') then 1.0 end
            when regexp_full_match(trim(scale), '\d+ *- *\d+') and not regexp_matches(strip_accents(lower(raw_score)), 'unknown|desconhecid|nao inform|sem resposta|not rated')
                then 1.0 + 4.0 * (
                    try_cast(replace(regexp_extract(raw_score, '^\s*(-?\d+([.,]\d+)?)', 1), ',', '.') as double)
                    - cast(split_part(scale, '-', 1) as double)
                ) / nullif(cast(split_part(scale, '-', 2) as double) - cast(split_part(scale, '-', 1) as double), 0)
        end as score
    from feedback
),

in_scale as (
    select * replace (case when score between 1 and 5 then score end as score) from read
),

latest as (
    select * from in_scale
    qualify row_number() over (
        partition by source, coalesce(ticket_id, 'feedback ' || feedback_id)
        order by score is not null desc, coalesce(given_at, asked_at) desc nulls last, feedback_id desc
    ) = 1
)

select
    latest.source,
    latest.ticket_id,
    local_day(coalesce(latest.asked_at, ticket_facts.last_resolved_at, latest.given_at, ticket_facts.opened_at)) as asked_day,
    case when latest.score is not null
        then coalesce(latest.given_at, ticket_facts.last_resolved_at, ticket_facts.opened_at) end as rated_at,
    local_day(rated_at) as rated_day,
    latest.given_at is not null as is_dated,
    latest.raw_score,
    latest.scale,
    latest.score,
    latest.score >= 4 as is_satisfied,
    latest.comment,
    ticket_facts.department,
    ticket_facts.channel,
    ticket_facts.support_level,
    coalesce(latest.agent_id, ticket_facts.agent_id) as agent_id,
    coalesce(ticket_facts.customer_id, latest.customer_id) as customer_id
from latest
left join ticket_facts on latest.source = ticket_facts.source and latest.ticket_id = ticket_facts.ticket_id
where ticket_facts.excluded_reason is null
order by rated_at;
