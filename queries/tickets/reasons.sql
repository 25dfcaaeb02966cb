-- purpose: The tickets behind a reason of contact.
-- metric: tickets
-- grain: one row per ticket
-- filter: sources departments channels levels agents customers
-- desk: ticket_reasons
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param contact_reason text: only this reason
-- param no_channel boolean: only those without a channel
-- param one_answer_only boolean: only those solved with exactly one answer
-- param again_only boolean: only those after which the same customer came with the same reason
-- param again_days bigint: within so many days
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
-- column contact_reason text: the reason in force
with /* part cohort */,

/* part reasoned */,

matching as (
    select reasoned.source, reasoned.ticket_id, reasoned.opened_at, reasoned.reason_in_force
    from reasoned
    inner join judged on reasoned.source = judged.source
    where (cast(:contact_reason as text) is null or reasoned.reason_in_force = cast(:contact_reason as text))
        and (not coalesce(cast(:no_channel as boolean), false) or reasoned.channel is null)
        and (
            not coalesce(cast(:one_answer_only as boolean), false)
            or (
                reasoned.solved_at is not null
                and reasoned.answer_count = 1
                and reasoned.source in (select source from sources where has_messages)
            )
        )
        and (
            not coalesce(cast(:again_only as boolean), false)
            or (
                not reasoned.is_corrected
                and reasoned.customer_id is not null
                and extract(epoch from judged.judged_at) - extract(epoch from reasoned.opened_at)
                > 86400 * cast(:again_days as bigint)
                and reasoned.reason_again_at <= judged.judged_at
                and extract(epoch from reasoned.reason_again_at) - extract(epoch from reasoned.opened_at)
                <= 86400 * cast(:again_days as bigint)
            )
        )
),

chosen as (
    select *, count(*) over () as total_count
    from matching
    order by opened_at desc, ticket_id, source
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
),

/* part listed */

select
    chosen.total_count,
    listed.*,
    chosen.reason_in_force as contact_reason
from chosen
left join listed on chosen.source = listed.source and chosen.ticket_id = listed.ticket_id
order by chosen.opened_at desc, chosen.ticket_id, chosen.source
