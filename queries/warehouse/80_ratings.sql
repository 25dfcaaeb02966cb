-- One row per rating or request for one; of a ticket's ratings the last counts. Scores are normalised to 1-5, the original kept.
create or replace temp table scored as
with read as (
    select
        feedback.*,
        coalesce(ticket_id, 'feedback ' || feedback_id) as rated_thing,
        said_score(raw_score) as said,
        regexp_replace(lower(trim(scale)), '\s*[-–—]\s*', '-') as scale_name,
        regexp_extract(said, '^\d+([.,]\d+)?\s*(/|de|em|of|out of)\s*(\d+)', 3) as said_top
    from feedback
),

measured as (
    select
        read.*,
        case
            when scale_name = 'nps' then null
            when scale_name = 'good_bad' then case
                when regexp_full_match(said, '(good|bom|boa|otim[oa])([ _]?with[ _]?comment)?') then 5.0
                when regexp_full_match(said, '(bad|ruim|ma|mau|pessim[oa])([ _]?with[ _]?comment)?') then 1.0
            end
            when regexp_full_match(scale_name, '\d+-\d+')
                -- "4/5" is 4; on a scale to 10 nobody can say what it is.
                and said_top in ('', split_part(scale_name, '-', 2))
                and (said = '0' or not is_no_answer(said))
                then 1.0 + 4.0 * (
                    try_cast(replace(regexp_extract(said, '^(-?\d+([.,]\d+)?)', 1), ',', '.') as double)
                    - cast(split_part(scale_name, '-', 1) as double)
                ) / nullif(cast(split_part(scale_name, '-', 2) as double) - cast(split_part(scale_name, '-', 1) as double), 0)
        end as score
    from read
)

-- What lies outside its scale is no score: "0" on 1-5 is no answer, on 0-10 the worst mark.
select * exclude (said, scale_name, said_top) replace (case when score between 1 and 5 then score end as score)
from measured;

create or replace temp table placed_ratings as
select
    scored.*,
    -- Before the opening nobody can have rated: it counts at the opening, like any event.
    coalesce(scored.given_at >= ticket_facts.opened_at, scored.given_at is not null) as is_dated,
    -- An undated score takes the resolution's date, else the opening's.
    case when is_dated then scored.given_at else coalesce(
        if(scored.given_at is null, ticket_facts.last_resolved_at, null), ticket_facts.opened_at, scored.asked_at
    ) end as said_at,
    case when scored.score is not null then said_at end as rated_at
from scored
left join ticket_facts on scored.source = ticket_facts.source and scored.ticket_id = ticket_facts.ticket_id
where ticket_facts.excluded_reason is null;

insert into ratings by name
with held as (
    select
        placed_ratings.source,
        placed_ratings.feedback_id,
        spells.ticket_id is not null as is_known,
        spells.department,
        spells.support_level,
        spells.agent_id
    from placed_ratings
    asof inner join spells
        on placed_ratings.source = spells.source and placed_ratings.ticket_id = spells.ticket_id
        and placed_ratings.said_at >= spells.started_at
)

select
    placed_ratings.source,
    placed_ratings.feedback_id,
    placed_ratings.ticket_id,
    placed_ratings.said_at,
    local_day(placed_ratings.said_at) as said_day,
    placed_ratings.rated_at,
    local_day(placed_ratings.rated_at) as rated_day,
    -- Until the next rating of the ticket: at any moment the last one given by then counts.
    case when placed_ratings.rated_at is not null then coalesce(lead(placed_ratings.rated_at) over (
        partition by placed_ratings.source, placed_ratings.rated_thing, placed_ratings.rated_at is null
        order by placed_ratings.rated_at, placed_ratings.given_at nulls first, placed_ratings.feedback_id
    ), timestamptz 'infinity') end as superseded_at,
    placed_ratings.is_dated,
    placed_ratings.raw_score,
    placed_ratings.scale,
    placed_ratings.score,
    placed_ratings.score >= 4 as is_satisfied,
    nullif(trim(placed_ratings.comment, E' \n\r\t'), '') as comment,
    strip_accents(lower(nullif(trim(placed_ratings.comment, E' \n\r\t'), ''))) as search_text,
    ticket_facts.category,
    ticket_facts.first_response_working_seconds,
    if(held.is_known, held.department, ticket_facts.department) as department,
    ticket_facts.channel,
    if(held.is_known, held.support_level, ticket_facts.support_level) as support_level,
    -- Whom the rating names, else who held the ticket when it was given.
    coalesce(placed_ratings.agent_id, if(held.is_known, held.agent_id, ticket_facts.agent_id)) as agent_id,
    coalesce(ticket_facts.customer_id, placed_ratings.customer_id) as customer_id
from placed_ratings
left join ticket_facts
    on placed_ratings.source = ticket_facts.source and placed_ratings.ticket_id = ticket_facts.ticket_id
left join held on placed_ratings.source = held.source and placed_ratings.feedback_id = held.feedback_id
order by placed_ratings.rated_at;
