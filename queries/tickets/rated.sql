-- purpose: The tickets behind a satisfaction number.
-- metric: tickets
-- grain: one row per rated ticket
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param zone text: the company's time zone
-- param satisfied boolean: only the satisfied, or only the others
-- param whole_score bigint: only scores that round down to this one
-- param undated_only boolean: only scores without a date of their own
-- param category text: only this category
-- param band bigint: only first responses of this wait band
-- param band_edges_seconds bigint[]: upper edges of the wait bands but the last, working seconds
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint [tickets]: rows of the whole list
-- column source text: the helpdesk's instance
-- column ticket_id text: the ticket
-- column number text: the number people quote
-- column subject text: subject line
-- column customer_name text: the customer
-- column department text: department or group
-- column channel text: how it came
-- column support_level text: support level
-- column agent_name text: who holds it
-- column state text: the category
-- column raw_status text: in the helpdesk's own words
-- column turn text: whose turn it is
-- column turn_rule text: the rule that decided
-- column opened_at timestamptz: opened
-- column waiting_since_at timestamptz: start of the present turn
-- column waiting_working_seconds bigint [working seconds]: length of the present turn so far
-- column rated_at timestamptz: when it was rated
-- column raw_score text: the score as given
-- column comment text: the customer's words
with /* part now */,

chosen as (
    select source, ticket_id, rated_at, raw_score, comment, count(*) over () as total_count
    from ratings
    where rated_day between cast(:start_date as date) and cast(:end_date as date)
        and rated_at <= cast(:as_of as timestamptz)
        and superseded_at > cast(:as_of as timestamptz)
        and (cast(:satisfied as boolean) is null or is_satisfied = cast(:satisfied as boolean))
        and (cast(:whole_score as bigint) is null or floor(score) = cast(:whole_score as bigint))
        and (not coalesce(cast(:undated_only as boolean), false) or not is_dated)
        and (cast(:category as text) is null or category = cast(:category as text))
        and (
            cast(:band as bigint) is null
            or first_response_working_seconds > case
                when cast(:band as bigint) > 0 then (cast(:band_edges_seconds as bigint[]))[cast(:band as integer)] else -1
            end
            and first_response_working_seconds <= case
                when cast(:band as bigint) < 3 then (cast(:band_edges_seconds as bigint[]))[cast(:band as integer) + 1]
                else first_response_working_seconds
            end
        )
        /* filter */
    order by rated_at desc, ticket_id, source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
),

/* part listed */

select
    chosen.total_count,
    listed.*,
    chosen.rated_at,
    chosen.raw_score,
    chosen.comment
from chosen
left join listed on chosen.source = listed.source and chosen.ticket_id = listed.ticket_id
order by chosen.rated_at desc, chosen.ticket_id, chosen.source
