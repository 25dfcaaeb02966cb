-- One row per rating or request for one; of a ticket's ratings the last counts. Scores are normalised to 1-5, the original kept.
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

placed as (
    select
        in_scale.* exclude (agent_id, customer_id),
        local_day(coalesce(
            in_scale.asked_at, ticket_facts.last_resolved_at, in_scale.given_at, ticket_facts.opened_at
        )) as asked_day,
        -- An undated score takes the resolution's date, else the opening's.
        case when in_scale.score is not null
            then coalesce(in_scale.given_at, ticket_facts.last_resolved_at, ticket_facts.opened_at)
        end as rated_at,
        ticket_facts.department,
        ticket_facts.channel,
        ticket_facts.support_level,
        coalesce(in_scale.agent_id, ticket_facts.agent_id) as agent_id,
        coalesce(ticket_facts.customer_id, in_scale.customer_id) as customer_id
    from in_scale
    left join ticket_facts on in_scale.source = ticket_facts.source and in_scale.ticket_id = ticket_facts.ticket_id
    where ticket_facts.excluded_reason is null
)

select
    source,
    ticket_id,
    asked_day,
    rated_at,
    local_day(rated_at) as rated_day,
    -- Until the next rating of the ticket: at any moment the last one given by then counts.
    case when rated_at is not null then coalesce(lead(rated_at) over (
        partition by source, coalesce(ticket_id, 'feedback ' || feedback_id), rated_at is null
        order by rated_at, given_at nulls first, feedback_id
    ), timestamptz 'infinity') end as superseded_at,
    given_at is not null as is_dated,
    raw_score,
    scale,
    score,
    score >= 4 as is_satisfied,
    comment,
    department,
    channel,
    support_level,
    agent_id,
    customer_id
from placed
order by rated_at;
