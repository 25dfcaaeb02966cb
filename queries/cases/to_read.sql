-- purpose: Comments of ratings and feedback entered by hand that nobody has read or made a case of.
-- metric: feedback_to_read
-- grain: one row per piece of feedback
-- desk: cases case_events feedback_entries feedback_readings denunciations denunciation_events
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment up to which ratings are looked at
-- param today date: the local day before which the last act is looked for
-- param zone text: the company's time zone
-- param person text: whose last act decides what is new
-- param holder text: whose denúncias count as cases: ombudsman or deputy
-- param entered_source text: what the desk's own source is called
-- param worst_first boolean: the lowest score first, else the newest feedback
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint [comments]: rows of the whole list
-- column feedback_source text: where the feedback is, a helpdesk or the desk itself
-- column feedback_id text: its id there
-- column source text: the helpdesk's instance of the ticket
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column is_new boolean: given or entered since this person's last act before today
-- column score double: normalised to 1-5; empty = none
-- column comment text: the customer's words
-- column said_day date: local day on which the customer said it
-- column customer_name text: the customer
-- column case_channel text: of feedback entered by hand: how it came
-- column is_praise boolean: entered as a praise
with /* part last_act */,

held as (
    select protocol, (array_agg(holder order by sequence desc) filter (where holder is not null))[1] as holder
    from denunciation_events
    group by protocol
),

taken as (
    select source, feedback_id from feedback_readings
    union
    select feedback_source as source, feedback_id from cases where feedback_id is not null
    union
    select denunciations.feedback_source as source, denunciations.feedback_id
    from denunciations
    inner join held on denunciations.protocol = held.protocol
    where denunciations.feedback_id is not null and held.holder = cast(:holder as text)
),

given as (
    select
        source as feedback_source,
        feedback_id,
        source,
        ticket_id,
        said_at as told_at,
        score,
        comment,
        said_day,
        cast(null as text) as customer_name,
        cast(null as text) as case_channel,
        false as is_praise
    from ratings
    where search_text is not null
        and said_at <= cast(:as_of as timestamptz)
        and (score is null or superseded_at > cast(:as_of as timestamptz))
    union all
    select
        cast(:entered_source as text) as feedback_source,
        feedback_entries.entry_id as feedback_id,
        feedback_entries.source,
        cast(null as text) as ticket_id,
        feedback_entries.recorded_at as told_at,
        cast(feedback_entries.score as double precision) as score,
        feedback_entries.comment,
        feedback_entries.given_day as said_day,
        coalesce(feedback_entries.customer_name, customers.name) as customer_name,
        feedback_entries.channel as case_channel,
        feedback_entries.is_praise
    from feedback_entries
    left join customers
        on feedback_entries.source = customers.source and feedback_entries.customer_id = customers.customer_id
),

unread as (
    select
        given.*,
        count(*) over () as total_count,
        case when cast(:worst_first as boolean) then given.score end as rank_score
    from given
    left join taken on given.feedback_source = taken.source and given.feedback_id = taken.feedback_id
    where taken.feedback_id is null
        and given.said_day between cast(:start_date as date) and cast(:end_date as date)
    order by rank_score, given.told_at desc, given.feedback_id, given.feedback_source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
)

select
    unread.total_count,
    unread.feedback_source,
    unread.feedback_id,
    unread.source,
    unread.ticket_id,
    ticket_facts.number,
    coalesce(unread.told_at > last_act.seen_at, true) as is_new,
    unread.score,
    unread.comment,
    unread.said_day,
    coalesce(unread.customer_name, ticket_facts.customer_name) as customer_name,
    unread.case_channel,
    unread.is_praise
from unread
cross join last_act
left join ticket_facts on unread.source = ticket_facts.source and unread.ticket_id = ticket_facts.ticket_id
order by unread.rank_score, unread.told_at desc, unread.feedback_id, unread.feedback_source
