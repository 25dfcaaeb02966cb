-- purpose: The denúncias as their rows leave them; asked only for whoever holds them.
-- metric: denunciation_state
-- grain: one row per case
-- desk: denunciations denunciation_events
-- param protocol text: only this case
-- column protocol text: year and number
-- column received_day date: local day on which the customer's words came
-- column opened_at timestamptz: when it was recorded
-- column case_type text: the type as the last triage left it
-- column channel text: how it came
-- column origin text: comment, ticket or hand
-- column source text: the helpdesk's instance of the ticket and the customer
-- column ticket_id text: the ticket it is about
-- column is_second_instance boolean: the support has answered already and the customer disagrees
-- column feedback_source text: where the comment is
-- column feedback_id text: the comment
-- column customer_id text: the customer
-- column customer_name text: the customer's name as given
-- column identity text: named, confidential or anonymous
-- column words text: the customer's words
-- column publish text: of a praise: leave to publish it, by name, by initials or no
-- column about text: those whose service it is about, a line each
-- column holder text: who handles it, ombudsman or deputy
-- column state text: received, triaged, with_area, concluded or archived
-- column state_since_at timestamptz: since when
-- column area text: the area it was sent to last
-- column area_due_day date: with an area: local day by which it must answer
-- column due_day date: local day of the conclusive answer
-- column is_extended boolean: the one extension was used
-- column reopened_count bigint: how often it was reopened
-- column reopened_day date: local day of the last reopening
-- column first_answered_at timestamptz: the first answer of any kind
-- column has_conclusive_answer boolean: answered conclusively since it was opened or reopened
-- column concluded_at timestamptz: last conclusion
-- column concluded_day date: local day of that
-- column finding text: while concluded: founded, partly_founded or unfounded
-- column outcome text: the customer's last word: resolved or not_resolved
-- column solution_mark bigint: the customer's last mark for the solution, 1 to 5
-- column service_mark bigint: the customer's last mark for the service, 1 to 5
-- column recommendation_count bigint [recommendations]: recommendations made
-- column recommendation_done_count bigint [recommendations]: of those, carried out
-- column recommendation_open_count bigint [recommendations]: of those, not yet followed up
-- column last_sequence bigint: how many rows the case has
with case_rows as (
    select * from denunciations where cast(:protocol as text) is null or protocol = cast(:protocol as text)
),

case_steps as (
    select * from denunciation_events where cast(:protocol as text) is null or protocol = cast(:protocol as text)
),

/* part case_state */

select
    protocol,
    received_day,
    opened_at,
    case_type,
    channel,
    origin,
    source,
    ticket_id,
    is_second_instance,
    feedback_source,
    feedback_id,
    customer_id,
    customer_name,
    identity,
    words,
    publish,
    about,
    holder,
    state,
    state_since_at,
    area,
    area_due_day,
    due_day,
    is_extended,
    reopened_count,
    reopened_day,
    first_answered_at,
    has_conclusive_answer,
    concluded_at,
    concluded_day,
    finding,
    outcome,
    solution_mark,
    service_mark,
    recommendation_count,
    recommendation_done_count,
    recommendation_open_count,
    last_sequence
from case_state
order by protocol
