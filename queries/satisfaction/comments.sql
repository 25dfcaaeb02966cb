-- purpose: What customers wrote with their ratings, the newest or the worst first; searched without accents and capitals.
-- metric: comments
-- grain: one row per comment
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param worst_first boolean: the lowest score first, else the newest comment
-- param term_1 text: must occur; lower case without accents
-- param term_2 text: must occur
-- param term_3 text: must occur
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint [comments]: rows of the whole list
-- column source text: the helpdesk's instance
-- column feedback_id text: the rating's id
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column said_at timestamptz: when it was given, else the resolution, else the opening
-- column is_dated boolean: false: the rating brings no date of its own
-- column score double: normalised to 1-5; empty = none
-- column raw_score text: the score as given
-- column scale text: the scale's name
-- column comment text: the customer's words
-- column subject text: subject line
-- column customer_name text: the customer
-- column department text: department or group
-- column channel text: how it came
-- column category text: category or topic
-- column agent_name text: whom the rating names, else who held the ticket then
with chosen as (
    select
        source, feedback_id, ticket_id, said_at, score, agent_id, department,
        count(*) over () as total_count,
        case when cast(:worst_first as boolean) then score end as rank_score
    from ratings
    where said_day between cast(:start_date as date) and cast(:end_date as date)
        and said_at <= cast(:as_of as timestamptz)
        and search_text is not null
        -- A comment without a score is one all the same; a score given anew takes its comment with it.
        and (score is null or superseded_at > cast(:as_of as timestamptz))
        and position(coalesce(cast(:term_1 as text), '') in search_text) > 0
        and position(coalesce(cast(:term_2 as text), '') in search_text) > 0
        and position(coalesce(cast(:term_3 as text), '') in search_text) > 0
        /* filter */
    order by rank_score, said_at desc, feedback_id, source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
)

select
    chosen.total_count,
    chosen.source,
    chosen.feedback_id,
    chosen.ticket_id,
    coalesce(ticket_facts.number, chosen.ticket_id) as number,
    chosen.said_at,
    ratings.is_dated,
    chosen.score,
    ratings.raw_score,
    ratings.scale,
    ratings.comment,
    ticket_facts.subject,
    ticket_facts.customer_name,
    chosen.department,
    ratings.channel,
    ratings.category,
    coalesce(agents.name, chosen.agent_id) as agent_name
from chosen
inner join ratings on chosen.source = ratings.source and chosen.feedback_id = ratings.feedback_id
left join ticket_facts on chosen.source = ticket_facts.source and chosen.ticket_id = ticket_facts.ticket_id
left join agents on chosen.source = agents.source and chosen.agent_id = agents.agent_id
order by chosen.rank_score, chosen.said_at desc, chosen.feedback_id, chosen.source
