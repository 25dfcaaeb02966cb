-- purpose: Why the customer of one ticket writes: what the words suggest, and what people put in its place.
-- metric: reasons
-- grain: one row, or none where the data do not hold the ticket
-- desk: ticket_reasons
-- param source text: the helpdesk's instance
-- param ticket_id text: the ticket
-- column suggested_reason text: the reason's key as the words suggest it; empty = nothing is known of the words
-- column reason text: the reason in force
-- column act_id text: the correction in force; empty = none
-- column corrected_by text: who corrected it
-- column corrected_at timestamptz: when
with /* part reasons */

select
    ticket_facts.reason as suggested_reason,
    coalesce(reasons.reason, ticket_facts.reason) as reason,
    reasons.act_id,
    reasons.actor as corrected_by,
    reasons.recorded_at as corrected_at
from ticket_facts
left join reasons on ticket_facts.source = reasons.source and ticket_facts.ticket_id = reasons.ticket_id
where ticket_facts.source = cast(:source as text) and ticket_facts.ticket_id = cast(:ticket_id as text)
